import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import { TransientError } from '../../../domain/errors.ts';
import type { Key, Table } from './table.ts';
import { MAX_TRIES } from './transact.ts';

/** BatchGetItem takes a hundred keys. */
const KEYS_PER_CALL = 100;

export type RawItem = Readonly<Record<string, unknown>>;

/** The items under many distinct keys, strongly consistent, by `pk|sk`; those that do not exist are missing. */
export async function readMany(table: Table, keys: readonly Key[]): Promise<Map<string, RawItem>> {
  const found = new Map<string, RawItem>();
  const calls: Promise<void>[] = [];
  for (let from = 0; from < keys.length; from += KEYS_PER_CALL) {
    calls.push(readSome(table, keys.slice(from, from + KEYS_PER_CALL), found));
  }
  await Promise.all(calls);
  return found;
}

export const readManyKey = (key: Key): string => `${key.pk}|${key.sk}`;

async function readSome(table: Table, keys: readonly Key[], found: Map<string, RawItem>): Promise<void> {
  let request: BatchGetCommandOutput['UnprocessedKeys'] = {
    [table.name]: { Keys: keys.map(({ pk, sk }) => ({ pk, sk })), ConsistentRead: true },
  };
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const answer: BatchGetCommandOutput = await table.client.send(new BatchGetCommand({ RequestItems: request }));
    for (const item of answer.Responses?.[table.name] ?? []) {
      found.set(`${String(item['pk'])}|${String(item['sk'])}`, item);
    }
    request = answer.UnprocessedKeys;
    if (request === undefined || Object.keys(request).length === 0) return;
    await table.pause(attempt);
  }
  throw new TransientError(`items stayed unread after ${MAX_TRIES} tries`);
}
