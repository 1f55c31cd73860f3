import { BrokenError, TransientError } from '../../../domain/errors.ts';
import { MAX_LEAVING_LINES, leaveBatch } from '../../adapters/dynamodb/batch-lines.ts';
import { ensureOpenBatch, joinCarried } from '../../adapters/dynamodb/batch-membership.ts';
import { batchCarries, requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { newChunk, readChunkAt, replaceLines } from '../../adapters/dynamodb/chunk-store.ts';
import { journalIdFor } from '../../adapters/dynamodb/ledger.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { ChunkItem, Line } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { ConditionFailedError, MAX_TRIES, transact } from '../../adapters/dynamodb/transact.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import type { CarryLinesInput, CarryLinesOutput } from './contract.ts';

export interface CarryLinesDeps {
  readonly table: Table;
  readonly now: () => Date;
}

const BY = 'carry-lines';
const FAILED_TWICE = 'tidak terjawab pada batch lanjutan / unanswered in the follow-up batch';

/**
 * Ends the open lines of one chunk: they become carried in the transaction that writes them into the follow-up batch, with
 * the same worker, months and money. A line that was carried before is rejected instead. Repeating it changes nothing.
 */
export async function carryLines({ batchId, item }: CarryLinesInput, deps: CarryLinesDeps): Promise<CarryLinesOutput> {
  const done = { carried: 0, rejected: 0 };
  for (let conflicts = 0; conflicts < MAX_TRIES;) {
    const head = await requireBatch(deps.table, batchId);
    if (head.carrying !== true) return done;
    const chunk = await readChunkAt(deps.table, item);
    if (chunk === null) throw new BrokenError(`no chunk ${item.revisionId}/${item.chunk}`);
    const open = chunk.lines.filter(({ status }) => status === 'pending');
    if (open.length === 0) return done;
    const isCarried = chunk.batchId !== undefined;
    const some = isCarried ? open.slice(0, MAX_LEAVING_LINES) : open;
    const writes = isCarried ? rejecting({ head, chunk, some }, deps) : await carrying({ head, chunk, some }, deps);
    if (await isWritten(deps.table, [...writes, batchCarries(deps.table, batchId)])) {
      done[isCarried ? 'rejected' : 'carried'] += some.length;
    } else {
      await deps.table.pause(conflicts);
      conflicts += 1;
    }
  }
  throw new TransientError(`chunk ${item.revisionId}/${item.chunk} changed under each of ${MAX_TRIES} tries`);
}

interface Ending {
  readonly head: BatchHead;
  readonly chunk: ChunkItem;
  /** The open lines that end in this transaction. */
  readonly some: readonly Line[];
}

async function carrying({ head, chunk, some }: Ending, { table, now }: CarryLinesDeps): Promise<WriteItem[]> {
  const { wadahId, sourceId, period, dueDate } = head;
  const slot = { wadahId, sourceId, period };
  const followUp = await ensureOpenBatch(table, { slot, dueDate, by: BY, now: now() });
  const lines = chunk.lines.map((line) => (some.includes(line) ? { ...line, status: 'carried' as const } : line));
  return [
    replaceLines(table, chunk, lines),
    newChunk(table, { ...chunk, batchId: followUp, version: 1, lines: [...some] }),
    joinCarried(table, followUp, now()),
  ];
}

function rejecting({ head, chunk, some }: Ending, { table, now }: CarryLinesDeps): WriteItem[] {
  const lines = chunk.lines.map((line) =>
    some.includes(line) ? { ...line, status: 'rejected' as const, reason: FAILED_TWICE } : line,
  );
  const cause = `${chunk.revisionId}.${chunk.chunk}.v${chunk.version}`;
  const journalId = journalIdFor(head.batchId, 'fail', cause);
  return leaveBatch(table, { head, chunk, lines, leaving: some, journalId, at: now().toISOString(), by: BY });
}

/** False when something moved meanwhile: read and judge again. */
async function isWritten(table: Table, writes: readonly WriteItem[]): Promise<boolean> {
  try {
    await transact(table, writes);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}
