import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { requireAllocation } from '../../adapters/dynamodb/journal-pages.ts';
import { journalOf } from '../../adapters/dynamodb/ledger.ts';
import type { JournalEntry } from '../../adapters/dynamodb/ledger-records.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { visibleHoldings } from '../../adapters/dynamodb/visible-worker.ts';
import type { WorkerHolding } from '../../adapters/dynamodb/worker-months.ts';
import type { NikHasher } from '../../adapters/secrets/nik-hash.ts';
import { trailCsv, trailHeading } from '../../trail/trail-csv.ts';
import { trailRows } from '../../trail/trail-rows.ts';
import type { TrailRow } from '../../trail/trail-row.ts';
import type { TraceWorkerBody, TraceWorkerOutput } from './contract.ts';

export interface TraceWorkerDeps {
  readonly table: Table;
  readonly hasher: () => Promise<NikHasher>;
}

/** From a worker back to the allocations that pay. @throws RefusedError not-found when nothing is held for the worker */
export async function traceWorker(
  { body, caller }: { body: TraceWorkerBody; caller: Person },
  { table, hasher }: TraceWorkerDeps,
): Promise<TraceWorkerOutput> {
  const nikHash = 'nik' in body ? (await hasher())(body.nik) : body.worker;
  const holdings = await visibleHoldings(table, nikHash, caller);
  const rows: TrailRow[] = [];
  for (const holding of holdings) rows.push(...(await rowsOf(table, holding)));
  rows.sort((a, b) => (`${a.month}${a.programme}` < `${b.month}${b.programme}` ? -1 : 1));
  const allocationIds = [...new Set(rows.map(({ allocationId }) => allocationId))];
  const allocations = await Promise.all(allocationIds.map((id) => requireAllocation(table, id)));
  return { rows, allocations, movements: await movementsOf(table, rows), csv: trailHeading + trailCsv(rows) };
}

/** A request on its way holds months but pays nothing yet. */
async function rowsOf(table: Table, { head, place }: WorkerHolding): Promise<TrailRow[]> {
  if (head.status !== 'committed' || place === null) return [];
  const { chunk, line, batchId } = place;
  const batch = batchId === undefined ? null : await requireBatch(table, batchId);
  return trailRows({ head, chunk, line, batch });
}

/** What the rows' requests and batches moved on the rows' allocations, each movement once. */
async function movementsOf(table: Table, rows: readonly TrailRow[]): Promise<JournalEntry[]> {
  const found = new Map<string, JournalEntry>();
  for (const { allocationId, revisionId, batchId } of rows) {
    const owners: (RevisionId | BatchId)[] = batchId === undefined ? [revisionId] : [revisionId, batchId];
    for (const owner of owners) {
      const key = `${allocationId} ${owner}`;
      if ([...found.keys()].some((known) => known.startsWith(key))) continue;
      for await (const entry of journalOf(table, { allocationId, owner }))
        found.set(`${key} ${entry.journalId}`, entry);
    }
  }
  return [...found.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
