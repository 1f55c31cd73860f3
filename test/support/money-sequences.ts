import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { RefusedError, TransientError } from '../../domain/errors.ts';
import { putExclusions } from '../../functions/adapters/dynamodb/exclusion-store.ts';
import { batchHeadSchema } from '../../functions/adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../functions/adapters/dynamodb/batch-records.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { ConditionFailedError } from '../../functions/adapters/dynamodb/transact.ts';
import type { Item } from './memory-expressions.ts';
import { memoryTable } from './memory-table.ts';
import { operateBatch, runBatch } from './money-batches.ts';
import { batchesIn, checkEnd, checkMoney } from './money-checks.ts';
import { plainly } from './money-operations.ts';
import type { Operation } from './money-operations.ts';
import { REQUESTS, approveRequest, endRequest, runRequest } from './money-requests.ts';
import { moneyWorld } from './money-world.ts';
import type { MoneyWorld } from './money-world.ts';
import { StoppedError, tableThatStopsAfter } from './stopping-table.ts';

/** Worlds in memory or in tables of DynamoDB, each a copy of one that was made once. */
export async function openMoneyTwins() {
  const first = memoryTable();
  const everythingIn = (table: typeof first) => () => Promise.resolve([...table.items.values()]);
  const { objects: seeded } = await moneyWorld(first, { everything: everythingIn(first) });
  return {
    newWorld: async (): Promise<MoneyWorld> => {
      const table = memoryTable(first.items);
      return moneyWorld(table, { seeded, everything: everythingIn(table) });
    },
    copyInto: async (table: Table): Promise<MoneyWorld> => {
      await writeAll(table, [...first.items.values()]);
      return moneyWorld(table, { seeded, everything: () => scan(table) });
    },
  };
}

async function writeAll(table: Table, items: readonly Item[]): Promise<void> {
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((item) => ({ PutRequest: { Item: { ...item } } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
  }
}

async function scan(table: Table): Promise<Item[]> {
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.name, ConsistentRead: true, ExclusiveStartKey: start }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

/** What kinds of movement a world's journal holds. */
export const movementsIn = (items: readonly Item[]): string[] =>
  items.flatMap(({ journalId }) => (typeof journalId === 'string' ? [journalId.split(':')[1] ?? ''] : []));

/**
 * Runs a sequence, then lets repair and finance bring everything to its end; checks all that must always hold.
 * @returns what the table holds then
 */
export async function runSequence(world: MoneyWorld, operations: readonly Operation[]): Promise<readonly Item[]> {
  for (let index = 0; index < operations.length;) {
    const first = operations[index];
    const second = operations[index + 1];
    if (first === undefined) break;
    const some = second?.together === true ? [first, second] : [first];
    index += some.length;
    await Promise.all(some.flatMap((one) => [attempt(world, one), ...(one.twice ? [attempt(world, one)] : [])]));
  }
  checkMoney(await world.everything());
  await finishAll(world);
  const items = await world.everything();
  checkEnd(items);
  return items;
}

/** What the product refuses, and a process that dies, are part of life; anything else is a fault. */
async function attempt(world: MoneyWorld, one: Operation): Promise<void> {
  const table = one.cutAfter === undefined ? world.store : tableThatStopsAfter(world.store, one.cutAfter);
  try {
    await operate(world, one, table);
  } catch (error) {
    if (error instanceof StoppedError || error instanceof RefusedError || error instanceof TransientError) return;
    if (error instanceof ConditionFailedError && one.kind === 'budget') return;
    throw error;
  }
}

async function operate(world: MoneyWorld, one: Operation, table: Table): Promise<unknown> {
  switch (one.kind) {
    case 'budget': {
      world.state.entries += 1;
      const way = one.held ? (['outside', 'available'] as const) : (['available', 'outside'] as const);
      return world.move(way, [one.share * 1000, one.share * 700], `change-${world.state.entries}`);
    }
    case 'exclude':
      return exclude(world, EXCLUDED[one.share % EXCLUDED.length] ?? 'n1', table);
    case 'request':
      return runRequest(world, one.request, table);
    case 'approve':
      return approveRequest(world, one.request, table);
    case 'withdraw':
      return endRequest(world, { number: one.request, to: 'withdrawn' }, table);
    case 'answer':
    case 'bill':
    case 'sp2d':
    case 'pay':
    case 'reverse':
    case 'confirm':
    case 'carry':
    case 'machine':
      return operateBatch(world, one, table);
  }
}

const EXCLUDED = ['w111', 'n1', 'n2', 'n3'];

function exclude(world: MoneyWorld, nikHash: string, table: Table): Promise<void> {
  const loadedAt = world.deps(table).now().toISOString();
  const of = { reason: 'moved' as const, since: '2027-01-01', loadedAt, loadedBy: 'admin' };
  return putExclusions(table, [{ nikHash, maskedNik: '1410********0001', ...of }]);
}

/** Everything is approved, answered, carried, paid and closed, with nothing but what people and repair can do. */
async function finishAll(world: MoneyWorld): Promise<void> {
  const begun = (await world.everything()).filter(({ sk, pk }) => sk === 'HEAD' && String(pk).startsWith('REVISION#'));
  for (const number of REQUESTS) {
    if (!begun.some(({ pk }) => String(pk).endsWith(String(number)))) continue;
    await runRequest(world, number, world.store);
    await approveRequest(world, number, world.store);
    await runRequest(world, number, world.store);
  }
  for (let round = 0; round < 40; round += 1) {
    const open = batchesIn(await world.everything()).filter(
      ({ status, members, carriedChunks }) =>
        status !== 'closed' && (status !== 'open' || Number(members) > 0 || Number(carriedChunks ?? 0) > 0),
    );
    if (open.length === 0) return;
    for (const item of open) await oneTurn(world, batchHeadSchema.parse(item));
  }
}

/** What finance still has to do for a batch of each status, up to the next answer of the machine. */
const LEFT = {
  sent: ['answer'],
  answered: ['bill', 'sp2d', 'pay'],
  billed: ['sp2d', 'pay'],
  sp2d: ['pay'],
  paid: ['confirm'],
} as const;
const isLeft = (status: string): status is keyof typeof LEFT => status in LEFT;

async function oneTurn(world: MoneyWorld, head: BatchHead): Promise<void> {
  // What nobody has answered yet is rejected, the shortest way to the end; the second batch is paid, perhaps by credits;
  // later ones are carried over until they fail.
  const words = [head.sequence === 1 ? 2 : 1];
  const left = isLeft(head.status) ? LEFT[head.status] : [];
  for (const kind of head.status === 'sent' && head.sequence > 2 ? (['carry'] as const) : left)
    await attempt(world, plainly(kind, { batch: head.sequence, words }));
  await runBatch(world, head, world.store);
}
