import * as z from 'zod';
import { BrokenError, RefusedError } from '../../../domain/errors.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import { carriedChunksOf, chunksOf } from './chunk-store.ts';
import { batchKey } from './keys.ts';
import { batchHeadSchema } from './batch-records.ts';
import type { BatchHead } from './batch-records.ts';
import type { ChunkItem } from './records.ts';
import { itemsUnder, readItem } from './table.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';

const batchMemberSchema = z.object({ revisionId: revisionIdSchema, at: z.string() });

/** @throws BrokenError when there is no such batch: a step never meets one */
export async function requireBatch(table: Table, batchId: BatchId): Promise<BatchHead> {
  const head = await readItem(table, batchKey(batchId), batchHeadSchema);
  if (head === null) throw new BrokenError(`no batch ${batchId}`);
  return head;
}

/** The same for a person's call. @throws RefusedError not-found */
export async function findBatch(table: Table, batchId: BatchId): Promise<BatchHead> {
  const head = await readItem(table, batchKey(batchId), batchHeadSchema);
  if (head === null) throw batchNotFound();
  return head;
}

export function batchNotFound(): RefusedError {
  return new RefusedError({
    code: 'batch-not-found',
    kind: 'not-found',
    text: { id: 'Batch tidak ditemukan.', en: 'There is no such batch.' },
  });
}

/** The member revisions, in key order: the order of lines in every file. */
export async function membersOf(table: Table, batchId: BatchId): Promise<RevisionId[]> {
  const { pk } = batchKey(batchId);
  const members: RevisionId[] = [];
  for await (const { revisionId } of itemsUnder(table, { pk, prefix: 'MEMBER#' }, batchMemberSchema)) {
    members.push(revisionId);
  }
  return members;
}

/** The members and the revisions of lines that were carried over. */
export async function revisionsOf(table: Table, batchId: BatchId): Promise<RevisionId[]> {
  const revisions = new Set(await membersOf(table, batchId));
  for await (const { revisionId } of carriedChunksOf(table, batchId)) revisions.add(revisionId);
  return [...revisions];
}

/** Every chunk of every member, in order, then those that were carried over. */
export async function* batchChunks(table: Table, batchId: BatchId): AsyncGenerator<ChunkItem> {
  for (const revisionId of await membersOf(table, batchId)) yield* chunksOf(table, revisionId);
  yield* carriedChunksOf(table, batchId);
}

/** Holds while the batch has this status; for transactions that change what hangs on it. */
export function batchIs(table: Table, batch: Pick<BatchHead, 'batchId' | 'status'>): WriteItem {
  return {
    ConditionCheck: {
      TableName: table.name,
      Key: { ...batchKey(batch.batchId) },
      ConditionExpression: '#status = :status',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': batch.status },
    },
  };
}

/** Holds while open lines are being carried over. */
export function batchCarries(table: Table, batchId: BatchId): WriteItem {
  return {
    ConditionCheck: {
      TableName: table.name,
      Key: { ...batchKey(batchId) },
      ConditionExpression: '#carrying = :true',
      ExpressionAttributeNames: { '#carrying': 'carrying' },
      ExpressionAttributeValues: { ':true': true },
    },
  };
}

/** Holds while this answer file is being applied. */
export function batchApplies(table: Table, batchId: BatchId, sha256: string): WriteItem {
  return {
    ConditionCheck: {
      TableName: table.name,
      Key: { ...batchKey(batchId) },
      ConditionExpression: '#applying = :sha256',
      ExpressionAttributeNames: { '#applying': 'applying' },
      ExpressionAttributeValues: { ':sha256': sha256 },
    },
  };
}

/** Where the list of a batch's chunks lies in the work bucket. */
export const chunksKeyOf = (batchId: BatchId): string => `batches/${batchId}/chunks.json`;
