import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { EMPTY_CHAIN } from '../../../domain/audit/chain.ts';
import type { RequestId, RevisionId } from '../../../domain/identity/ids.ts';
import { appendEvent } from './audit-log.ts';
import { LIST_INDEX, renewalKey, renewalList } from './keys.ts';
import { outboxMail } from './outbox.ts';
import { renewalSchema } from './renewal-records.ts';
import type { Renewal } from './renewal-records.ts';
import { cursorOf, parseCursor } from './request-store.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';
import { ConditionFailedError, transact } from './transact.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem, updateItem } from './update.ts';

export function readRenewal(table: Table, revisionId: RevisionId): Promise<Renewal | null> {
  return readItem(table, renewalKey(revisionId), renewalSchema);
}

/** Stores a proposal with its event and the officer's mail, all or nothing. @returns false when it was made before */
export async function putRenewal(table: Table, renewal: Renewal): Promise<boolean> {
  const { revisionId, officeId, officerId, workers, header, proposedAt: at } = renewal;
  const key = renewalKey(revisionId);
  const event = { type: 'renewal-proposed', at, by: 'propose-renewals', data: { workers, period: header.period } };
  const listed = { listPk: renewalList(officeId), listSk: `${at}#${revisionId}` };
  const mailId = `${revisionId}-renewal-${officerId}`;
  try {
    await transact(table, [
      putNewItem(table, { ...key, ...renewal, ...listed }),
      ...appendEvent(table, { pk: key.pk, head: EMPTY_CHAIN }, event),
      outboxMail(table, { mailId, personId: officerId, template: 'renewal-proposed', data: { revisionId }, at }),
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}

/** The write that says which request was sent for a renewal. */
export function renewalSentAs(table: Table, revisionId: RevisionId, requestId: RequestId): WriteItem {
  const condition = { expression: 'attribute_exists(pk)' };
  return updateItem(table, { key: renewalKey(revisionId), set: { sentAs: requestId }, condition });
}

const PAGE = 50;

/** One page of an office's proposals, newest first. */
export async function listRenewalPage(
  table: Table,
  officeId: string,
  cursor: string | undefined,
): Promise<{ renewals: Renewal[]; cursor: string | undefined }> {
  const list = renewalList(officeId);
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: LIST_INDEX,
      KeyConditionExpression: 'listPk = :list',
      ExpressionAttributeValues: { ':list': list },
      ScanIndexForward: false,
      Limit: PAGE,
      ...(cursor !== undefined && { ExclusiveStartKey: parseCursor(cursor, list) }),
    }),
  );
  const last = page.LastEvaluatedKey;
  return {
    renewals: z.array(renewalSchema).parse(page.Items ?? []),
    cursor: last === undefined ? undefined : cursorOf(last),
  };
}
