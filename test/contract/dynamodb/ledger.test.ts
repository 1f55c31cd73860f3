import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import { allocationKey } from '../../../functions/adapters/dynamodb/keys.ts';
import {
  allocationIdFor,
  movement,
  movements,
  readAllocation,
  verifyLedger,
} from '../../../functions/adapters/dynamodb/ledger.ts';
import { allocationSchema, moneyStateSchema } from '../../../functions/adapters/dynamodb/ledger-records.ts';
import type { JournalEntry, MoneyState } from '../../../functions/adapters/dynamodb/ledger-records.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { ConditionFailedError, transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const ID = allocationIdFor('APBD', 2027, 'JKK');
let table: Table;

const move = ([from, to]: readonly [MoneyState, MoneyState], amount: number, journalId: string): JournalEntry => ({
  journalId,
  allocationId: ID,
  from,
  to,
  amount: rupiah(amount),
  at: '2027-01-04T02:00:00.000Z',
  by: 'test',
});

async function emptyAllocation(): Promise<void> {
  const zero = { allocated: 0, available: 0, reserved: 0, committed: 0, disbursed: 0, overpaid: 0 };
  const of = { sourceId: 'APBD', fiscalYear: 2027, programme: 'JKK', accountCode: '5.1' };
  const allocation = allocationSchema.parse({ allocationId: ID, ...of, version: 1, ...zero });
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...allocationKey(ID), ...allocation } }));
}

beforeEach(async () => {
  table = await newTable();
  await emptyAllocation();
  await transact(table, movement(table, move(['outside', 'available'], 1000, 'open')));
});

describe('a movement', () => {
  it('takes from one state what it gives to the other', async () => {
    await transact(table, movement(table, move(['available', 'reserved'], 400, 'a')));
    expect(await readAllocation(table, ID)).toMatchObject({ allocated: 1000, available: 600, reserved: 400 });
  });

  it('happens once for each journal id, for ever', async () => {
    await transact(table, movement(table, move(['available', 'reserved'], 400, 'a')));
    await expect(transact(table, movement(table, move(['available', 'reserved'], 400, 'a')))).rejects.toThrow(
      ConditionFailedError,
    );
    expect(await readAllocation(table, ID)).toMatchObject({ reserved: 400 });
  });

  it('never takes more than is there', async () => {
    await expect(transact(table, movement(table, move(['available', 'reserved'], 1001, 'a')))).rejects.toThrow(
      ConditionFailedError,
    );
    expect(await verifyLedger(table, ID)).toMatchObject({ entries: 1, differences: [] });
  });

  it('of nothing writes nothing', () => {
    expect(movement(table, move(['available', 'reserved'], 0, 'a'))).toEqual([]);
  });

  it('stands beside others of the same allocation in one transaction', async () => {
    await transact(table, movement(table, move(['available', 'reserved'], 400, 'a')));
    const both = [move(['reserved', 'committed'], 300, 'b'), move(['reserved', 'available'], 100, 'c')];
    await transact(table, movements(table, both));
    expect(await readAllocation(table, ID)).toMatchObject({ available: 700, reserved: 0, committed: 300 });
    const tooMuch = [move(['committed', 'disbursed'], 200, 'd'), move(['committed', 'available'], 101, 'e')];
    await expect(transact(table, movements(table, tooMuch))).rejects.toThrow(ConditionFailedError);
  });
});

describe('the ledger', () => {
  it('adds up to what the journal says after any movements that were accepted', async () => {
    const states = moneyStateSchema.options;
    const anyMove = fc.record({
      from: fc.constantFrom(...states),
      to: fc.constantFrom(...states),
      amount: fc.integer({ min: 1, max: 700 }),
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { maxLength: 6 }), async (moves) => {
        for (const { from, to, amount } of moves.filter((one) => one.from !== one.to)) {
          count += 1;
          await transact(table, movement(table, move([from, to], amount, `random-${count}`))).catch(
            (error: unknown) => {
              if (!(error instanceof ConditionFailedError)) throw error;
            },
          );
        }
        const { available, reserved, committed, disbursed, overpaid, allocated } =
          (await readAllocation(table, ID)) ?? allocationSchema.parse({});
        expect(available + reserved + committed + disbursed + overpaid).toBe(allocated);
        expect((await verifyLedger(table, ID)).differences).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('shows a balance that was changed without a journal entry', async () => {
    const stored = await readAllocation(table, ID);
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...allocationKey(ID), ...stored, available: 999 } }),
    );
    expect((await verifyLedger(table, ID)).differences).toEqual([{ state: 'available', stored: 999, journal: 1000 }]);
  });
});
