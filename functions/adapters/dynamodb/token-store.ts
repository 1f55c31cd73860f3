import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DUE_PARTITION, tokenKey } from './keys.ts';
import { tokenSchema } from './records.ts';
import { readItem } from './table.ts';
import type { Key, Table } from './table.ts';
import { ConditionFailedError, transact } from './transact.ts';
import type { WriteItem } from './transact.ts';
import { updateItem } from './update.ts';

/** Name of a level's token: `LEVEL#01`. A batch's is `FINANCE`. */
export const levelToken = (level: number): string => `LEVEL#${String(level).padStart(2, '0')}`;
export const FINANCE_TOKEN = 'FINANCE';

const REPAIR_AFTER_MS = 2 * 60_000;
const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

/** A decision can be stored before the waiting state has brought its token: then only the due time stands here. */
const tokenItemSchema = z.object({
  token: tokenSchema.shape.token.optional(),
  duePk: tokenSchema.shape.duePk,
  dueBy: tokenSchema.shape.dueBy,
});

export interface NewToken {
  /** Partition of the revision or batch: `REVISION#…`, `BATCH#…`. */
  readonly pk: string;
  readonly name: string;
  readonly token: string;
  /** `$states.context.State.EnteredTime` and `.RetryCount` of the waiting state. */
  readonly enteredTime: string;
  readonly retryCount: number;
  /** ConditionCheck that the thing waited for is still open. */
  readonly openCheck: WriteItem;
}

/**
 * `stored`: this token is the live one. `pending`: stored, but something was decided before it came, so tell it now.
 * `older`: a later token is there, this one's state has ended. `closed`: nothing to wait for, answer this token at once.
 */
export type TokenOutcome = 'stored' | 'pending' | 'older' | 'closed';

/** Keeps the task token of a waiting state; only a later one replaces it, and only while the thing is open. */
export async function storeToken(table: Table, token: NewToken): Promise<TokenOutcome> {
  const { enteredTime, retryCount } = token;
  const update = updateItem(table, {
    key: tokenKey(token.pk, token.name),
    set: { token: token.token, enteredTime, retryCount },
    condition: {
      expression: 'attribute_not_exists(#token) OR #entered < :entered OR (#entered = :entered AND #retry <= :retry)',
      names: { '#token': 'token', '#entered': 'enteredTime', '#retry': 'retryCount' },
      values: { ':entered': enteredTime, ':retry': retryCount },
    },
  });
  try {
    await transact(table, [update, token.openCheck]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return error.failed.has(1) ? 'closed' : 'older';
  }
  const stored = await readItem(table, tokenKey(token.pk, token.name), tokenItemSchema);
  return stored?.dueBy === undefined ? 'stored' : 'pending';
}

/**
 * For the transaction that decides: from `at` on the live token has something to be told, and repair sees to it when
 * the deciding function does not live to. Holds whether or not a token has come yet.
 */
export function tokenDue(table: Table, token: { pk: string; name: string }, at: string): WriteItem {
  return updateItem(table, {
    key: tokenKey(token.pk, token.name),
    set: { duePk: DUE_PARTITION, dueBy: later(at, REPAIR_AFTER_MS) },
    condition: { expression: 'attribute_exists(pk) OR attribute_not_exists(pk)' },
  });
}

/** Answers a task token (adapters/sfn); `gone` when it was answered or closed before, which is success too. */
export type AnswerToken = (token: string, output: unknown) => Promise<'told' | 'gone'>;

export interface TellToken {
  readonly pk: string;
  readonly name: string;
  readonly output: unknown;
  /** Now, UTC instant. */
  readonly at: string;
}

/**
 * Tells the waiting state that something is decided. Called after the deciding transaction and by repair; twice is
 * harmless. While the due time is ahead, it stays beside a missing or spent token: the state may just be entering its
 * next wait, and `storeToken` then answers `pending`. Once overdue, it is forgotten.
 */
export async function tellToken(table: Table, tell: TellToken, answer: AnswerToken): Promise<'told' | 'no-token'> {
  const key = tokenKey(tell.pk, tell.name);
  const stored = await readItem(table, key, tokenItemSchema);
  if (stored === null) return 'no-token';
  const answered = stored.token === undefined ? 'no-token' : await answer(stored.token, tell.output);
  const overdue = stored.dueBy === undefined || stored.dueBy <= tell.at;
  if (answered === 'told' || overdue) await forget(table, key, stored);
  return answered === 'no-token' ? 'no-token' : 'told';
}

/** Forgets it only if nothing new came meanwhile: neither a later token nor a later decision. */
async function forget(table: Table, key: Key, told: z.infer<typeof tokenItemSchema>): Promise<void> {
  const token = told.token === undefined ? 'attribute_not_exists(#token)' : '#token = :token';
  const due = told.dueBy === undefined ? 'attribute_not_exists(#due)' : '#due = :due';
  const values = {
    ...(told.token !== undefined && { ':token': told.token }),
    ...(told.dueBy !== undefined && { ':due': told.dueBy }),
  };
  try {
    await table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: { pk: key.pk, sk: key.sk },
        ConditionExpression: `${token} AND ${due}`,
        ExpressionAttributeNames: { '#token': 'token', '#due': 'dueBy' },
        ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
