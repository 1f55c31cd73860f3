import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { pinKey } from './keys.ts';
import { hashedPinSchema } from './person-records.ts';
import type { HashedPin } from './person-records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';

const pinItemSchema = hashedPinSchema.extend({ tries: z.number().int(), agreedAt: z.string() });

/** Wrong tries until only a newly agreed PIN helps. */
export const MOST_PIN_TRIES = 3;
/** OWASP's figures for scrypt: 32 MB and about a tenth of a second a try. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, COST, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

export async function hashPin(pin: string): Promise<HashedPin> {
  const salt = randomBytes(16);
  return { salt: salt.toString('base64url'), hash: (await derive(pin, salt)).toString('base64url') };
}

/** Replaces whatever PIN the person had, with all tries anew. */
export function putPin(table: Table, personId: PersonId, pin: HashedPin & { agreedAt: string }): WriteItem {
  const { salt, hash, agreedAt } = pin;
  return { Put: { TableName: table.name, Item: { ...pinKey(personId), salt, hash, agreedAt, tries: 0 } } };
}

export async function pinState(table: Table, personId: PersonId): Promise<'none' | 'ready' | 'locked'> {
  const pin = await readItem(table, pinKey(personId), pinItemSchema);
  if (pin === null) return 'none';
  return pin.tries >= MOST_PIN_TRIES ? 'locked' : 'ready';
}

/**
 * Checks a typed PIN. The try is counted before it is judged, so that any number of guesses at once are three together;
 * a right one gives the tries back.
 */
export async function checkPin(
  table: Table,
  personId: PersonId,
  typed: string,
): Promise<'right' | 'wrong' | 'locked' | 'none'> {
  const pin = await readItem(table, pinKey(personId), pinItemSchema);
  if (pin === null) return 'none';
  const tries = await takeTry(table, personId, pin.hash);
  if (tries === null) return 'locked';
  const derived = await derive(typed, Buffer.from(pin.salt, 'base64url'));
  if (timingSafeEqual(derived, Buffer.from(pin.hash, 'base64url'))) {
    await giveBack(table, personId, pin.hash);
    return 'right';
  }
  return tries >= MOST_PIN_TRIES ? 'locked' : 'wrong';
}

/** The number of this try, or null when there is none left or another PIN was agreed meanwhile. */
async function takeTry(table: Table, personId: PersonId, hash: string): Promise<number | null> {
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...pinKey(personId) },
        UpdateExpression: 'ADD tries :one',
        ConditionExpression: '#hash = :hash AND tries < :most',
        ExpressionAttributeNames: { '#hash': 'hash' },
        ExpressionAttributeValues: { ':one': 1, ':hash': hash, ':most': MOST_PIN_TRIES },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return pinItemSchema.parse(Attributes).tries;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

async function giveBack(table: Table, personId: PersonId, hash: string): Promise<void> {
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...pinKey(personId) },
        UpdateExpression: 'SET tries = :none',
        ConditionExpression: '#hash = :hash',
        ExpressionAttributeNames: { '#hash': 'hash' },
        ExpressionAttributeValues: { ':none': 0, ':hash': hash },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
