import { slotsOf, slotYear } from '../../../domain/claim/slots.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { Period } from '../../../domain/period/period.ts';
import type { Programme } from '../../../domain/programme/programme.ts';
import { isDead } from '../../../domain/request/lifecycle.ts';
import { requireBatch } from './batch-store.ts';
import { chunksOf } from './chunk-store.ts';
import { readExclusions } from './exclusion-store.ts';
import { workerYearKey } from './keys.ts';
import { openStatuses } from './owner-statuses.ts';
import type { Statuses } from './owner-statuses.ts';
import { readMany, readManyKey } from './read-many.ts';
import type { RawItem } from './read-many.ts';
import type { Line, RevisionHead } from './records.ts';
import type { Table } from './table.ts';
import { carriedChunk } from './worker-months.ts';

const LIVING: ReadonlySet<Line['status']> = new Set(['pending', 'accepted', 'paid']);

/** Lines of one chunk of a committed revision whose workers are to be paid for again. */
export interface RenewingChunk {
  readonly chunk: number;
  readonly lines: readonly Line[];
}

/**
 * The workers of a revision who are still paid for and whom nobody has on a request for `next` yet, chunk by chunk; those
 * on the exclusion list are left out.
 */
export async function* renewingLines(
  table: Table,
  head: RevisionHead,
  next: { readonly programmes: readonly Programme[]; readonly period: Period },
): AsyncGenerator<RenewingChunk> {
  const statuses = openStatuses(table)();
  for await (const item of chunksOf(table, head.revisionId)) {
    const isMoved = item.lines.some(({ status }) => status === 'carried') && head.batchId !== undefined;
    const batch = isMoved && head.batchId !== undefined ? await requireBatch(table, head.batchId) : undefined;
    const carried = batch === undefined ? null : await carriedChunk(table, item, batch.batchId);
    const living = [...item.lines, ...(carried?.lines ?? [])].filter(({ status }) => LIVING.has(status));
    const nikHashes = living.map(({ nikHash }) => nikHash);
    const year = slotYear(next.period);
    const [excluded, items] = await Promise.all([
      readExclusions(table, nikHashes),
      readMany(
        table,
        nikHashes.map((nikHash) => workerYearKey(nikHash, year)),
      ),
    ]);
    const lines: Line[] = [];
    for (const line of living) {
      const held = items.get(readManyKey(workerYearKey(line.nikHash, year)));
      if (!excluded.has(line.nikHash) && !(await isHeld(held, next, statuses))) lines.push(line);
    }
    yield { chunk: item.chunk, lines };
  }
}

async function isHeld(
  item: RawItem | undefined,
  { programmes, period }: { readonly programmes: readonly Programme[]; readonly period: Period },
  statuses: Statuses,
): Promise<boolean> {
  for (const slot of slotsOf(programmes, period)) {
    const owner = revisionIdSchema.safeParse(item?.[slot]);
    if (owner.success && !isDead(await statuses(owner.data))) return true;
  }
  return false;
}
