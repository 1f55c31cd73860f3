import * as z from 'zod';
import { EMPTY_CHAIN } from '../../../domain/audit/chain.ts';
import { RefusedError, TransientError } from '../../../domain/errors.ts';
import { requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import { isDead, revisionStatusSchema } from '../../../domain/request/lifecycle.ts';
import { appendEvent } from '../../adapters/dynamodb/audit-log.ts';
import { idempotencyKey, officeList, requestKey, revisionKey } from '../../adapters/dynamodb/keys.ts';
import { requestItemSchema, revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { RequestItem, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { requestNotFound } from '../../adapters/dynamodb/refusals.ts';
import { renewalSentAs } from '../../adapters/dynamodb/renewal-store.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { ConditionFailedError, transact } from '../../adapters/dynamodb/transact.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import { putNewItem, updateItem } from '../../adapters/dynamodb/update.ts';

/** What an idempotency key stands for: the content it came with and the revision it made. */
export const idempotencySchema = z.object({
  contentHash: z.string(),
  requestId: requestIdSchema,
  revisionId: revisionIdSchema,
  number: z.number().int(),
});
export type IdempotencyItem = z.infer<typeof idempotencySchema>;

/** Idempotency item, head, chain and event stand before the request's writes in the transaction. */
const ITEMS_BEFORE_REQUEST = 4;
const DEAD_STATUSES = revisionStatusSchema.options.filter(isDead);

/** The request whose next revision is being sent, with its last one. @throws RefusedError not-found, or conflict while that one lives */
export async function readRevised(
  table: Table,
  requestId: RequestItem['requestId'],
  officeId: string,
): Promise<RequestItem> {
  const request = await readItem(table, requestKey(requestId), requestItemSchema);
  if (request === null || request.officeId !== officeId) throw requestNotFound();
  const last = await readItem(table, revisionKey(request.latestRevisionId), revisionHeadSchema);
  if (last === null || !isDead(last.status)) throw stillAlive();
  return request;
}

function stillAlive(): RefusedError {
  return new RefusedError({
    code: 'revision-still-alive',
    kind: 'conflict',
    field: 'body.revises',
    text: {
      id: 'Usulan sebelumnya masih berjalan. Tarik dahulu, atau tunggu keputusannya.',
      en: 'The previous revision is still under way. Withdraw it first, or wait for its decision.',
    },
  });
}

/**
 * Head, first audit event, idempotency item and request in one transaction.
 * @returns null when stored; the other call's item when the same key came twice at once
 */
export async function storeRevision(
  table: Table,
  head: RevisionHead,
  { key, contentHash, revised }: { key: string; contentHash: string; revised: RequestItem | null },
): Promise<IdempotencyItem | null> {
  const { requestId, revisionId, number, officerId } = head;
  const idempotency = { contentHash, requestId, revisionId, number };
  const { pk } = revisionKey(revisionId);
  const items: WriteItem[] = [
    putNewItem(table, { ...idempotencyKey(officerId, key), ...idempotency }),
    putNewItem(table, { ...revisionKey(revisionId), ...head }),
    ...appendEvent(
      table,
      { pk, head: EMPTY_CHAIN },
      { type: 'submitted', at: head.submittedAt, by: officerId, data: submittedFacts(head) },
    ),
    ...requestWrites(table, head, revised),
    ...(head.renews === undefined ? [] : [renewalSentAs(table, head.renews, requestId)]),
  ];
  try {
    await transact(table, items);
    return null;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    const stored = await readItem(table, idempotencyKey(officerId, key), idempotencySchema);
    if (stored !== null) return stored;
    if (revised !== null && [...error.failed.keys()].some((index) => index >= ITEMS_BEFORE_REQUEST)) throw stillAlive();
    // Another submit took the id between our look and our write; the next try finds a free one.
    throw new TransientError(`revision id ${revisionId} was taken meanwhile`, { cause: error });
  }
}

function submittedFacts(head: RevisionHead): Record<string, unknown> {
  const { requestId, number, header, roster, papers, configuration, renews } = head;
  const facts = { requestId, number, header, rosterSha256: roster.sha256, papers, configuration };
  return renews === undefined ? facts : { ...facts, renews };
}

function requestWrites(table: Table, head: RevisionHead, revised: RequestItem | null): WriteItem[] {
  const { requestId, revisionId, number, officeId, officerId } = head;
  // The request stands in its office's list, latest turn first; the head's list is the one of unbatched revisions.
  const listed = { listPk: officeList(officeId), listSk: `${head.submittedAt}#${requestId}` };
  const latest = { latestRevisionId: revisionId, latestNumber: number, ...listed };
  if (revised === null) {
    return [putNewItem(table, { ...requestKey(requestId), requestId, officeId, officerId, ...latest, version: 1 })];
  }
  const names = DEAD_STATUSES.map((_, index) => `:dead${index}`);
  const values = Object.fromEntries(DEAD_STATUSES.map((status, index) => [`:dead${index}`, status]));
  return [
    updateItem(table, {
      key: requestKey(requestId),
      set: { ...latest, version: revised.version + 1 },
      condition: {
        expression: '#version = :version',
        names: { '#version': 'version' },
        values: { ':version': revised.version },
      },
    }),
    {
      ConditionCheck: {
        TableName: table.name,
        Key: { ...revisionKey(revised.latestRevisionId) },
        ConditionExpression: `#status IN (${names.join(', ')})`,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: values,
      },
    },
  ];
}
