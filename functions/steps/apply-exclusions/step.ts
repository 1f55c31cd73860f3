import { MAX_LEAVING_LINES, leaveBatch } from '../../adapters/dynamodb/batch-lines.ts';
import { batchIs, requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { readChunkAt } from '../../adapters/dynamodb/chunk-store.ts';
import { readExclusions } from '../../adapters/dynamodb/exclusion-store.ts';
import { journalIdFor } from '../../adapters/dynamodb/ledger.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { ChunkItem } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { ConditionFailedError, MAX_TRIES, transact } from '../../adapters/dynamodb/transact.ts';
import { TransientError } from '../../../domain/errors.ts';
import type { ApplyExclusionsInput, ApplyExclusionsOutput } from './contract.ts';

export interface ApplyExclusionsDeps {
  readonly table: Table;
  readonly now: () => Date;
}

/**
 * Removes the lines of workers who died, moved or left since their premium was recorded. Only before the batch is sealed;
 * later an exclusion is an answer to a line.
 */
export async function applyExclusions(
  { batchId, item }: ApplyExclusionsInput,
  deps: ApplyExclusionsDeps,
): Promise<ApplyExclusionsOutput> {
  let removed = 0;
  for (let conflicts = 0; conflicts < MAX_TRIES;) {
    const head = await requireBatch(deps.table, batchId);
    const chunk = await readChunkAt(deps.table, item);
    if (head.status !== 'open' || chunk === null) return { removed };
    const outcome = await removeSome({ head, chunk }, deps);
    if (outcome === 'conflict') conflicts += 1;
    else if (outcome === 0) return { removed };
    else removed += outcome;
  }
  throw new TransientError(`chunk ${item.revisionId}/${item.chunk} changed under each of ${MAX_TRIES} tries`);
}

/** One transaction's worth of lines; how many left, 0 when nobody on the list is pending any more. */
async function removeSome(
  { head, chunk }: { head: BatchHead; chunk: ChunkItem },
  { table, now }: ApplyExclusionsDeps,
): Promise<number | 'conflict'> {
  const pending = chunk.lines.filter((line) => line.status === 'pending');
  const excluded = await readExclusions(
    table,
    pending.map((line) => line.nikHash),
  );
  const leaving = pending.filter((line) => excluded.has(line.nikHash)).slice(0, MAX_LEAVING_LINES);
  if (leaving.length === 0) return 0;
  const rows = new Set(leaving.map((line) => line.row));
  const lines = chunk.lines.map((line) =>
    rows.has(line.row) ? { ...line, status: 'removed' as const, reason: excluded.get(line.nikHash)?.reason } : line,
  );
  // The chunk's version makes each part's entry its own, however often the list was cut in parts.
  const cause = `${chunk.revisionId}.${chunk.chunk}.v${chunk.version}`;
  const journalId = journalIdFor(head.batchId, 'exclude', cause);
  const at = now().toISOString();
  const writes = leaveBatch(table, { head, chunk, lines, leaving, journalId, at, by: 'apply-exclusions' });
  try {
    await transact(table, [...writes, batchIs(table, head)]);
    return leaving.length;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    await table.pause(1);
    return 'conflict';
  }
}
