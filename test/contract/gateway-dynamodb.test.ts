import {
  BatchExecuteStatementCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  type ConsumedCapacity,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Usage, WriteCall, WriteFate } from '../../local/runtime.ts';
import { startFixture, type Running } from '../unit/local/fixture/running.ts';

let running: Running;
let client: DynamoDBClient;
let TableName: string;
let fateOf: (call: WriteCall) => WriteFate;

beforeAll(async () => {
  fateOf = () => 'pass';
  running = await startFixture({ scheduler: false, faults: { beforeWrite: (call) => fateOf(call) } });
  client = new DynamoDBClient({ ...running.operator, maxAttempts: 1 });
  TableName = running.resource('Data', 'Table');
});
beforeEach(() => {
  fateOf = () => 'pass';
});
afterAll(() => running.stop());

async function stored(pk: string): Promise<boolean> {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } }, ConsistentRead: true }));
  return Item !== undefined;
}

describe('capacity', () => {
  async function unitsOf(work: () => Promise<unknown>): Promise<number> {
    const before = running.runtime.usage().writeUnits;
    await work();
    return running.runtime.usage().writeUnits - before;
  }

  it('counts one unit for a small item and two inside a transaction', async () => {
    const single = await unitsOf(() => client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'u1' } } })));
    const transaction = await unitsOf(() =>
      client.send(
        new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: { pk: { S: 'u2' } } } }] }),
      ),
    );

    expect([single, transaction]).toEqual([1, 2]);
  });

  it('counts one unit for each statement of a batch, refused ones too, and tells each refusal by itself', async () => {
    const insert = (pk: string) => ({
      Statement: `INSERT INTO "${TableName}" VALUE {'pk': ?}`,
      Parameters: [{ S: pk }],
    });
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'p2' } } }));
    let codes: Array<string | undefined> = [];

    const units = await unitsOf(async () => {
      const { Responses = [] } = await client.send(
        new BatchExecuteStatementCommand({ Statements: [insert('p1'), insert('p2'), insert('p3')] }),
      );
      codes = Responses.map(({ Error: refusal }) => refusal?.Code);
    });

    expect(units).toBe(3);
    expect(codes).toEqual([undefined, 'DuplicateItem', undefined]);
    expect([await stored('p1'), await stored('p3')]).toEqual([true, true]);
  });

  it('is told only to callers who ask for it', async () => {
    const put = async (more: { ReturnConsumedCapacity?: 'TOTAL' }): Promise<ConsumedCapacity | undefined> =>
      (await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'u3' } }, ...more }))).ConsumedCapacity;

    expect(await put({})).toBeUndefined();
    expect(await put({ ReturnConsumedCapacity: 'TOTAL' })).toMatchObject({ CapacityUnits: 1 });
  });

  it('is told by the gateway with the calls', async () => {
    const usage = (await (await fetch(`${running.runtime.gatewayUrl}/_local/usage`)).json()) as Usage;

    expect(usage.byTable[TableName]?.writeUnits).toBeGreaterThan(0);
    expect(usage.callsByAction['dynamodb:PutItem']).toBeGreaterThan(0);
  });
});

describe('a fault', () => {
  it('strikes a batch of statements as one write', async () => {
    const heard: WriteCall[] = [];
    fateOf = (call) => {
      heard.push(call);
      return 'drop-before';
    };
    const Statement = `INSERT INTO "${TableName}" VALUE {'pk': ?}`;
    const Statements = ['b1', 'b2'].map((pk) => ({ Statement, Parameters: [{ S: pk }] }));

    const call = client.send(new BatchExecuteStatementCommand({ Statements }));

    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(heard).toMatchObject([{ action: 'BatchExecuteStatement', table: TableName }]);
    expect(await stored('b1')).toBe(false);
  });

  it('before a write leaves nothing stored', async () => {
    fateOf = () => 'drop-before';

    const put = client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'before' } } }));

    await expect(put).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await stored('before')).toBe(false);
  });

  it('after a write leaves it stored, though the caller never hears so', async () => {
    fateOf = () => 'drop-after';

    const put = client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'after' } } }));

    await expect(put).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await stored('after')).toBe(true);
  });

  it('hears service, action, table and a running number', async () => {
    const heard: WriteCall[] = [];
    fateOf = (call) => {
      heard.push(call);
      return 'pass';
    };

    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'x' } } }));
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'y' } } }));

    expect(heard[0]).toMatchObject({ service: 'dynamodb', action: 'PutItem', table: TableName });
    expect((heard[1]?.n ?? 0) - (heard[0]?.n ?? 0)).toBe(1);
  });
});
