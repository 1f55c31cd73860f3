import { delegationSchema } from '../../../domain/approval/delegation.ts';
import type { Delegation } from '../../../domain/approval/delegation.ts';
import { freezeSchema } from '../../../domain/approval/freeze.ts';
import type { Freeze } from '../../../domain/approval/freeze.ts';
import * as z from 'zod';
import { DELEGATIONS, delegationKey, FREEZES, freezeKey } from './keys.ts';
import { queryItems } from './table.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem } from './update.ts';

/** The stored item is the domain's record under `entry`: its keys stand beside it. */
const delegationItemSchema = z.object({ entry: delegationSchema });
const freezeItemSchema = z.object({ entry: freezeSchema });

/** Delegations whose end lies after `at`, begun or not, those that end first first. */
export async function readDelegations(table: Table, at: string): Promise<Delegation[]> {
  const items = endingAfter(table, { pk: DELEGATIONS, at }, delegationItemSchema);
  return (await Array.fromAsync(items)).map(({ entry }) => entry);
}

/** Freezes whose end lies after `at`, begun or not, those that end first first. */
export async function readFreezes(table: Table, at: string): Promise<Freeze[]> {
  const items = endingAfter(table, { pk: FREEZES, at }, freezeItemSchema);
  return (await Array.fromAsync(items)).map(({ entry }) => entry);
}

function endingAfter<T>(table: Table, { pk, at }: { pk: string; at: string }, schema: z.ZodType<T>): AsyncGenerator<T> {
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    // `~` sorts after every character of an instant or an id.
    ExpressionAttributeValues: { ':pk': pk, ':from': `UNTIL#${at}#~`, ':to': 'UNTIL#~' },
    ConsistentRead: true,
  };
  return queryItems(table, query, schema);
}

export function putDelegation(table: Table, entry: Delegation): WriteItem {
  return putNewItem(table, { ...delegationKey(entry.until, entry.delegationId), entry });
}

export function deleteDelegation(table: Table, { until, delegationId }: Delegation): WriteItem {
  return { Delete: { TableName: table.name, Key: { ...delegationKey(until, delegationId) } } };
}

export function putFreeze(table: Table, entry: Freeze): WriteItem {
  return putNewItem(table, { ...freezeKey(entry.until, entry.freezeId), entry });
}
