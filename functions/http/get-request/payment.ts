import type { LineStatus } from '../../../domain/batch/lifecycle.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { chunksOf } from '../../adapters/dynamodb/chunk-store.ts';
import { openStatuses } from '../../adapters/dynamodb/owner-statuses.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { linesToProposeAgain } from '../../adapters/dynamodb/rejected-lines.ts';
import { standingLines } from '../../adapters/dynamodb/standing-lines.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { LineCounts, RequestPayment } from './payment-view.ts';

/** Undefined before the premiums are recorded. */
export async function paymentOf(table: Table, head: RevisionHead): Promise<RequestPayment | undefined> {
  if (head.status !== 'committed') return undefined;
  const all: LineCounts = {};
  const inBatch = new Map<BatchId, LineCounts>(head.batchId === undefined ? [] : [[head.batchId, {}]]);
  const statuses = openStatuses(table)();
  let toProposeAgain = 0;
  for await (const chunk of chunksOf(table, head.revisionId)) {
    const standing = await standingLines(table, chunk, head.batchId);
    for (const { line, batchId } of standing) {
      count(all, line.status);
      if (batchId === undefined) continue;
      const counts = inBatch.get(batchId) ?? {};
      inBatch.set(batchId, counts);
      count(counts, line.status);
    }
    toProposeAgain += (await linesToProposeAgain(table, standing, { head, statuses })).length;
  }
  const batches = await Promise.all([...inBatch].map(([batchId, lines]) => batchOf(table, batchId, lines)));
  return { lines: all, batches, toProposeAgain };
}

function count(counts: LineCounts, status: LineStatus): void {
  counts[status] = (counts[status] ?? 0) + 1;
}

async function batchOf(table: Table, batchId: BatchId, lines: LineCounts): Promise<RequestPayment['batches'][number]> {
  const { status, dueDate, facts, needsAdministrator } = await requireBatch(table, batchId);
  const paidOn = facts?.paid?.date;
  return { batchId, status, dueDate, paidOn, needsAdministrator: needsAdministrator === true, lines };
}
