import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { digestKey, LIST_INDEX, mailKey } from './keys.ts';
import { OUTBOX_LIST, outboxOrder } from './outbox.ts';
import { mailSchema } from './records.ts';
import type { Mail } from './records.ts';
import { queryItems, readItem } from './table.ts';
import type { Table } from './table.ts';

const listedSchema = z.object({ mailId: z.string() });

/** Ids of the mails that may be tried at `now`, longest waiting first. The list lags a little: read each mail itself. */
export async function* outboxIds(table: Table, now: string): AsyncGenerator<string> {
  const query = {
    IndexName: LIST_INDEX,
    KeyConditionExpression: 'listPk = :list AND listSk < :now',
    // `~` sorts after every character of an id.
    ExpressionAttributeValues: { ':list': OUTBOX_LIST, ':now': outboxOrder(now, '~') },
    Limit: 50,
  };
  for await (const { mailId } of queryItems(table, query, listedSchema)) yield mailId;
}

export function readMail(table: Table, mailId: string): Promise<Mail | null> {
  return readItem(table, mailKey(mailId), mailSchema);
}

export type MailEnd = 'sentAt' | 'skippedAt' | 'givenUpAt';

/** The mail leaves the outbox for ever. */
export async function closeMail(
  table: Table,
  mailId: string,
  { end, at }: { end: MailEnd; at: string },
): Promise<void> {
  await whileUnsent(table, mailId, {
    UpdateExpression: 'SET #end = :at REMOVE duePk, dueBy, listPk, listSk',
    ExpressionAttributeNames: { '#end': end },
    ExpressionAttributeValues: { ':at': at },
  });
}

/** The mail stays in the outbox and is tried again at `notBefore`; repair looks after it from `dueBy` on. */
export async function delayMail(
  table: Table,
  mailId: string,
  { notBefore, dueBy }: { notBefore: string; dueBy: string },
): Promise<void> {
  await whileUnsent(table, mailId, {
    UpdateExpression: 'SET dueBy = :due, listSk = :order ADD tries :one',
    ExpressionAttributeValues: { ':due': dueBy, ':order': outboxOrder(notBefore, mailId), ':one': 1 },
  });
}

interface MailUpdate {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

async function whileUnsent(table: Table, mailId: string, update: MailUpdate): Promise<void> {
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...mailKey(mailId) },
        ConditionExpression: 'attribute_exists(listPk)',
        ...update,
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

const digestSchema = z.object({ sentAt: z.string() });

/** When the person last got one mail about everything open (UTC instant); an empty text, before all instants, for never. */
export async function lastDigest(table: Table, personId: PersonId): Promise<string> {
  return (await readItem(table, digestKey(personId), digestSchema))?.sentAt ?? '';
}

export async function noteDigest(table: Table, personId: PersonId, sentAt: string): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...digestKey(personId), sentAt } }));
}
