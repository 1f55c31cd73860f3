import { TransientError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { requireBatch } from './batch-store.ts';
import { readChunkAt } from './chunk-store.ts';
import { openBatchOf } from './batch-membership.ts';
import type { ChunkItem, Line } from './records.ts';
import type { Table } from './table.ts';

/** A worker's line where it lies now: with its revision, or with the follow-up batch that it was carried to. */
export interface StandingLine {
  readonly chunk: ChunkItem;
  readonly line: Line;
  /** Undefined while the revision waits for its batch. */
  readonly batchId: BatchId | undefined;
}

/**
 * The lines of one chunk of a revision where they lie now; one that was carried over is given once, as it stands in the
 * follow-up batch. `batchId`: the revision's batch.
 * @throws TransientError while the follow-up batch of carried lines is not known
 */
export async function standingLines(
  table: Table,
  chunk: ChunkItem,
  batchId: BatchId | undefined,
): Promise<StandingLine[]> {
  const own = chunk.lines.filter(({ status }) => status !== 'carried').map((line) => ({ chunk, line, batchId }));
  if (own.length === chunk.lines.length || batchId === undefined) return own;
  const carried = await carriedChunk(table, chunk, batchId);
  return [...own, ...carried.lines.map((line) => ({ chunk: carried, line, batchId: carried.batchId }))];
}

/** Where a batch's open lines of a chunk went; until carrying is concluded that is the slot's open batch. */
async function carriedChunk(
  table: Table,
  { revisionId, chunk }: Pick<ChunkItem, 'revisionId' | 'chunk'>,
  from: BatchId,
): Promise<ChunkItem> {
  const { followUp, slot } = await requireBatch(table, from);
  const batchId = followUp ?? (await openBatchOf(table, slot));
  const carried = batchId === undefined ? null : await readChunkAt(table, { revisionId, chunk, batchId });
  if (carried !== null) return carried;
  // Written with the mark itself; only which batch it went to is not known for a moment.
  throw new TransientError(`carried lines of ${revisionId}/${chunk} are on their way to the batch after ${from}`);
}
