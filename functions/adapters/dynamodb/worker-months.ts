import * as z from 'zod';
import { slotParts, slotSchema } from '../../../domain/claim/slots.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import type { Month } from '../../../domain/period/period.ts';
import type { Programme } from '../../../domain/programme/programme.ts';
import { isDead } from '../../../domain/request/lifecycle.ts';
import { openBatchOf } from './batch-membership.ts';
import { requireBatch } from './batch-store.ts';
import { chunksOf, readChunkAt } from './chunk-store.ts';
import { revisionKey, workerPartition } from './keys.ts';
import { readMany, readManyKey } from './read-many.ts';
import { revisionHeadSchema } from './records.ts';
import type { ChunkItem, Line, RevisionHead } from './records.ts';
import { itemsUnder } from './table.ts';
import type { Table } from './table.ts';

/** A worker's line where it lies now: with its revision, or with the follow-up batch that it was carried to. */
export interface LinePlace {
  readonly chunk: ChunkItem;
  readonly line: Line;
  readonly batchId: BatchId | undefined;
}

/** What one living revision holds for a worker. `place` is there once its lines are recorded. */
export interface WorkerHolding {
  readonly head: RevisionHead;
  readonly months: readonly { readonly programme: Programme; readonly month: Month }[];
  readonly place: LinePlace | null;
}

const yearSchema = z.looseObject({ sk: z.string() });

/** Everything that living revisions hold for a worker, in all fiscal years, in order of the revisions' numbers. */
export async function holdingsOf(table: Table, nikHash: string): Promise<WorkerHolding[]> {
  const held = new Map<RevisionId, { programme: Programme; month: Month }[]>();
  for await (const item of itemsUnder(table, { pk: workerPartition(nikHash), prefix: 'YEAR#' }, yearSchema)) {
    const year = Number(item.sk.slice('YEAR#'.length));
    for (const [name, owner] of Object.entries(item)) {
      const slot = slotSchema.safeParse(name);
      if (!slot.success) continue;
      const revisionId = revisionIdSchema.parse(owner);
      held.set(revisionId, [...(held.get(revisionId) ?? []), slotParts(slot.data, year)]);
    }
  }
  const heads = await readMany(table, [...held.keys()].map(revisionKey));
  const holdings: WorkerHolding[] = [];
  for (const [revisionId, months] of [...held].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const item = heads.get(readManyKey(revisionKey(revisionId)));
    if (item === undefined) continue;
    const head = revisionHeadSchema.parse(item);
    if (isDead(head.status)) continue;
    holdings.push({ head, months: months.toSorted(byMonth), place: await findLine(table, head, nikHash) });
  }
  return holdings;
}

const byMonth = (a: { month: Month; programme: Programme }, b: { month: Month; programme: Programme }): number =>
  `${a.month}${a.programme}` < `${b.month}${b.programme}` ? -1 : 1;

/** Null before the revision's lines are recorded. Reads chunk after chunk until the worker is found. */
async function findLine(table: Table, head: RevisionHead, nikHash: string): Promise<LinePlace | null> {
  for await (const chunk of chunksOf(table, head.revisionId)) {
    const line = chunk.lines.find((one) => one.nikHash === nikHash);
    if (line !== undefined) return followCarried(table, { chunk, line, batchId: head.batchId });
  }
  return null;
}

/** @throws BrokenError when a carried line is nowhere: it is written in the transaction that marks it */
async function followCarried(table: Table, place: LinePlace): Promise<LinePlace> {
  const { chunk, line, batchId } = place;
  if (line.status !== 'carried' || batchId === undefined) return place;
  const next = await carriedChunk(table, { revisionId: chunk.revisionId, chunk: chunk.chunk }, batchId);
  const moved = next?.lines.find(({ row }) => row === line.row);
  if (next === null || moved === undefined)
    throw new BrokenError(`line ${chunk.revisionId}/${line.row} was carried nowhere`);
  return { chunk: next, line: moved, batchId: next.batchId };
}

/** Where a batch's open lines of a chunk went; until carrying is concluded that is the slot's open batch. */
export async function carriedChunk(
  table: Table,
  { revisionId, chunk }: Pick<ChunkItem, 'revisionId' | 'chunk'>,
  from: BatchId,
): Promise<ChunkItem | null> {
  const { followUp, slot } = await requireBatch(table, from);
  const batchId = followUp ?? (await openBatchOf(table, slot));
  return batchId === undefined ? null : readChunkAt(table, { revisionId, chunk, batchId });
}
