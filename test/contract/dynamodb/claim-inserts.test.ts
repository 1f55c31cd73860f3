import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { slotsOf } from '../../../domain/claim/slots.ts';
import { TransientError } from '../../../domain/errors.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { month } from '../../../domain/period/period.ts';
import { openClaimStore } from '../../../functions/adapters/dynamodb/claim-store.ts';
import { revisionKey, workerYearKey } from '../../../functions/adapters/dynamodb/keys.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { answeringTable } from '../../support/answering-table.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const A = revisionIdSchema.parse('AAAAAAAA');
const B = revisionIdSchema.parse('BBBBBBBB');
const january = slotsOf(['JKK', 'JKM'], { firstMonth: month('2027-01'), months: 1 });
const wholeYear = slotsOf(['JKK', 'JKM', 'JHT'], { firstMonth: month('2027-01'), months: 12 });
const workers = (count: number, slots = january) =>
  Array.from({ length: count }, (_, index) => ({ nikHash: `worker-${index}`, slots }));
const refused = (Code: string) => ({ Error: { Code, Message: Code } });

let table: Table;

const claim = (through: Table, revisionId = A, wanted = workers(30)) =>
  openClaimStore(through).claimChunk({ revisionId, year: 2027, workers: wanted });
const slotsStored = async (nikHash: string): Promise<Record<string, unknown>> => {
  const { Item = {} } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { ...workerYearKey(nikHash, 2027) }, ConsistentRead: true }),
  );
  const { pk: _pk, sk: _sk, ...slots } = Item;
  return slots;
};

beforeEach(async () => {
  table = await newTable();
  for (const revisionId of [A, B]) {
    const head = { ...revisionKey(revisionId), status: 'checking' };
    await table.client.send(new PutCommand({ TableName: table.name, Item: head }));
  }
});

describe('claims of workers whom nobody claimed this year', () => {
  it('are inserted 25 at a time and by nothing else', async () => {
    const counted = answeringTable(table);

    const outcomes = await claim(counted);

    expect([...outcomes.values()]).toEqual(Array.from({ length: 30 }, () => 'claimed'));
    expect(counted.calls['BatchExecuteStatementCommand']).toBe(2);
    expect(counted.calls['UpdateCommand']).toBeUndefined();
    expect(await slotsStored('worker-29')).toEqual({ JKK01: A, JKM01: A });
  });

  it('hold every month of a whole year of three programmes', async () => {
    await claim(table, A, workers(1, wholeYear));

    expect(Object.keys(await slotsStored('worker-0')).toSorted()).toEqual([...wholeYear].toSorted());
  });

  it('write nothing when they are repeated', async () => {
    await claim(table);
    const counted = answeringTable(table);

    expect([...(await claim(counted)).values()]).toEqual(Array.from({ length: 30 }, () => 'claimed'));
    expect(counted.calls['BatchExecuteStatementCommand']).toBeUndefined();
    expect(counted.calls['UpdateCommand']).toBeUndefined();
  });

  it('that another request takes between the look and the insert are told as its own, all others go through', async () => {
    const overtaken = answeringTable(table, async (_, pass) => {
      await claim(table, B, workers(2));
      return pass();
    });

    const outcomes = await claim(overtaken);

    expect(outcomes.get('worker-0')).toEqual({ held: january.map((slot) => ({ slot, heldBy: B })) });
    expect([...outcomes.values()].filter((outcome) => outcome === 'claimed')).toHaveLength(28);
    expect(await slotsStored('worker-1')).toEqual({ JKK01: B, JKM01: B });
  });

  it('are its own when the answer of an insert was lost and the call is repeated', async () => {
    const repeating = answeringTable(table, async (_, pass) => {
      await pass();
      return pass();
    });

    expect([...(await claim(repeating)).values()]).toEqual(Array.from({ length: 30 }, () => 'claimed'));
  });

  it('stay whole when the insert breaks off half-way and the step runs again', async () => {
    const breaking = answeringTable(table, async (statements, pass) => {
      await pass(statements.slice(0, 5));
      throw new Error('connection lost');
    });

    await expect(claim(breaking)).rejects.toThrow('connection lost');
    expect([...(await claim(table)).values()]).toEqual(Array.from({ length: 30 }, () => 'claimed'));
  });

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict', 'InternalServerError'])(
    'are sent again, they alone, after %s',
    async (code) => {
      const sizes: number[] = [];
      const throttled = answeringTable(table, async (statements, pass) => {
        sizes.push(statements.length);
        if (sizes.length > 1) return pass();
        const { Responses = [] } = await pass(statements.slice(3));
        return { Responses: [...statements.slice(0, 3).map(() => refused(code)), ...Responses] };
      });

      const outcomes = await claim(throttled, A, workers(20));

      expect([...outcomes.values()]).toEqual(Array.from({ length: 20 }, () => 'claimed'));
      expect(sizes).toEqual([20, 3]);
      expect(throttled.calls['UpdateCommand']).toBeUndefined();
    },
  );

  it('that stay throttled fail as something to try later', async () => {
    const throttled = answeringTable(table, (statements) =>
      Promise.resolve({ Responses: statements.map(() => refused('ThrottlingError')) }),
    );

    await expect(claim(throttled)).rejects.toThrow(TransientError);
  });

  it.each(['ValidationError', 'AccessDenied'])(
    'refused for %s are asked for one by one, where the error is thrown',
    async (code) => {
      const refusing = answeringTable(table, (statements) =>
        Promise.resolve({ Responses: statements.map(() => refused(code)) }),
      );

      expect([...(await claim(refusing)).values()]).toEqual(Array.from({ length: 30 }, () => 'claimed'));
      expect(refusing.calls['UpdateCommand']).toBe(30);
    },
  );

  it('never count as taken without an answer of their own', async () => {
    const silent = answeringTable(table, () => Promise.resolve({ Responses: [] }));

    await claim(silent, A, workers(1));

    expect(silent.calls['UpdateCommand']).toBe(1);
    expect(await slotsStored('worker-0')).toEqual({ JKK01: A, JKM01: A });
  });
});
