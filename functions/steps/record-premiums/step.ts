import { canonicalJson } from '../../../domain/audit/chain.ts';
import { slotsOf, slotYear } from '../../../domain/claim/slots.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { amountsOf } from '../../../domain/request/amounts.ts';
import { removedListSchema } from '../../../domain/request/chunks.ts';
import type { EligibilityObject } from '../../../domain/request/chunks.ts';
import { newChunk, readChunk, replaceLines } from '../../adapters/dynamodb/chunk-store.ts';
import { freeSlots } from '../../adapters/dynamodb/claim-writes.ts';
import type { ChunkItem, Line, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { ConditionFailedError, transact } from '../../adapters/dynamodb/transact.ts';
import { readJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { readEligibility } from '../check-eligibility/read-eligibility.ts';
import type { RecordPremiumsInput, RecordPremiumsOutput } from './contract.ts';

export interface RecordPremiumsDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerifiedText'>;
  readonly recordsBucket: string;
  readonly workBucket: string;
}

/** A transaction takes 100 items: the chunk and so many workers whose slots are freed, with some room. */
const LINES_PER_PART = 90;

/**
 * Writes the lines of one chunk, all pending, then takes the removed ones out part by part: their state changes and
 * their slots are freed in one transaction. Repeating it goes on where it stopped.
 */
export async function recordPremiums(
  input: RecordPremiumsInput,
  deps: RecordPremiumsDeps,
): Promise<RecordPremiumsOutput> {
  const { chunk } = input.chunk;
  const head = await readRevision(deps.table, input.revisionId);
  if (head.status !== 'recording') return { chunk, lines: 0, removed: 0 };
  const [found, removed] = await Promise.all([readEligibility(head, chunk, deps), removedRows(head, chunk, deps)]);
  const wanted = chunkOf(head, found);
  if (wanted.lines.length === 0) return { chunk, lines: 0, removed: 0 };
  await putOnce(deps.table, wanted);
  await removeLines(head, { chunk, removed }, deps.table);
  return { chunk, lines: wanted.lines.length - removed.size, removed: removed.size };
}

/** By row, whether the line held its slots: one that was removed because another request has them frees nothing. */
async function removedRows(
  head: RevisionHead,
  chunk: number,
  deps: RecordPremiumsDeps,
): Promise<ReadonlyMap<number, boolean>> {
  if (head.removal === undefined || head.removal.workers === 0) return new Map();
  const from = { bucket: deps.recordsBucket, object: head.removal.object };
  const list = await readJson(deps.objects, from, removedListSchema);
  const own = list.filter((line) => line.chunk === chunk);
  return new Map(own.map(({ row, ruleId }) => [row, ruleId !== 'cover-held']));
}

function chunkOf(head: RevisionHead, found: EligibilityObject): ChunkItem {
  const eligible = found.workers.filter((worker) => worker.outcome !== 'refuse');
  const lines = eligible.map(({ row, nikHash, profile }): Line => {
    if (profile === undefined) throw new BrokenError(`row ${row} has no price`);
    return { row, nikHash, profile, status: 'pending' };
  });
  return {
    revisionId: head.revisionId,
    chunk: found.chunk,
    version: 1,
    profiles: found.profiles.map(amountsOf),
    lines,
  };
}

/** Written before is as good, if it is the same workers at the same price; their state may have moved on. */
async function putOnce(table: Table, wanted: ChunkItem): Promise<void> {
  try {
    await transact(table, [newChunk(table, wanted)]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    const stored = await readChunk(table, wanted.revisionId, wanted.chunk);
    if (stored === null || whoAndWhat(stored) !== whoAndWhat(wanted)) {
      throw new BrokenError(`chunk ${wanted.chunk} of ${wanted.revisionId} holds other lines`, { cause: error });
    }
  }
}

function whoAndWhat({ profiles, lines }: ChunkItem): string {
  // Canonical: a stored map gives its fields back in another order.
  return canonicalJson([profiles, lines.map(({ row, nikHash, profile }) => [row, nikHash, profile])]);
}

async function removeLines(
  head: RevisionHead,
  { chunk, removed }: { chunk: number; removed: ReadonlyMap<number, boolean> },
  table: Table,
): Promise<void> {
  const year = slotYear(head.header.period);
  const slots = slotsOf(head.header.programmes, head.header.period);
  // Each round takes out a part; a round that meets a newer version reads again, so rounds are bounded by the lines.
  for (let round = 0; round <= removed.size; round += 1) {
    const stored = await readChunk(table, head.revisionId, chunk);
    if (stored === null) throw new BrokenError(`chunk ${chunk} of ${head.revisionId} is gone`);
    const part = stored.lines.filter((line) => line.status === 'pending' && removed.has(line.row));
    if (part.length === 0) return;
    const now = new Set(part.slice(0, LINES_PER_PART).map((line) => line.row));
    const lines = stored.lines.map((line): Line => (now.has(line.row) ? { ...line, status: 'removed' } : line));
    const freed = stored.lines
      .filter(({ row }) => now.has(row) && removed.get(row) === true)
      .map(({ nikHash }) => freeSlots(table, { revisionId: head.revisionId, year, worker: { nikHash, slots } }));
    try {
      await transact(table, [replaceLines(table, stored, lines), ...freed]);
    } catch (error) {
      // The chunk changed under this try: another one of the same step is at work, so read again.
      if (!(error instanceof ConditionFailedError) || !error.failed.has(0)) throw error;
      await table.pause(round);
    }
  }
}
