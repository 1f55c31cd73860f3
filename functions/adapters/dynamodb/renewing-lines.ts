import { chunksOf } from './chunk-store.ts';
import { readExclusions } from './exclusion-store.ts';
import { linesNobodyHolds } from './held-months.ts';
import type { WantedMonths } from './held-months.ts';
import { openStatuses } from './owner-statuses.ts';
import type { Line, RevisionHead } from './records.ts';
import { standingLines } from './standing-lines.ts';
import type { Table } from './table.ts';

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
  next: WantedMonths,
): AsyncGenerator<RenewingChunk> {
  const statuses = openStatuses(table)();
  for await (const item of chunksOf(table, head.revisionId)) {
    const standing = await standingLines(table, item, head.batchId);
    const living = standing.map(({ line }) => line).filter(({ status }) => LIVING.has(status));
    const [excluded, free] = await Promise.all([
      readExclusions(
        table,
        living.map(({ nikHash }) => nikHash),
      ),
      linesNobodyHolds(table, living, { wanted: next, statuses }),
    ]);
    yield { chunk: item.chunk, lines: free.filter(({ nikHash }) => !excluded.has(nikHash)) };
  }
}
