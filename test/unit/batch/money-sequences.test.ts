import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDbLocal } from '../../support/dynamodb-local.ts';
import type { LocalDynamoDb } from '../../support/dynamodb-local.ts';
import { sequences, sequencesOf } from '../../support/money-operations.ts';
import { movementsIn, openMoneyTwins, runSequence } from '../../support/money-sequences.ts';

const RUNS_IN_MEMORY = 10_000;
const RUNS_ON_DYNAMODB = 200;
/** Always the same sequences here; `npm run test:long` looks for new ones. */
const SEED = 20_270_101;
const MOVEMENTS = [
  'reserve',
  'release',
  'commit',
  'pay',
  'unpay',
  'reject',
  'exclude',
  'overpay',
  'credit-used',
  'fail',
];

let dynamo: LocalDynamoDb;
beforeAll(async () => {
  dynamo = await startDynamoDbLocal();
});
afterAll(() => dynamo.stop());

// The sequences themselves hold the expectations.
// oxlint-disable vitest/expect-expect
describe('any sequence of requests, answers, bills, payments, reversals and carryings, cut off anywhere', () => {
  it('keeps balances, journal, credits and months right, and ends with nothing forgotten or stuck', async () => {
    const { newWorld } = await openMoneyTwins();
    const met = new Set<string>();
    const property = fc.asyncProperty(sequences, async (operations) => {
      for (const name of movementsIn(await runSequence(await newWorld(), operations))) met.add(name);
    });
    await fc.assert(property, { numRuns: RUNS_IN_MEMORY, seed: SEED });
    // A property that never gets anywhere holds too.
    for (const name of MOVEMENTS) expect([...met]).toContain(name);
  }, 600_000);

  it('does so on DynamoDB as well', async () => {
    const { copyInto } = await openMoneyTwins();
    // Shorter ones: there each call takes thirty times as long.
    const property = fc.asyncProperty(sequencesOf(2), async (operations) => {
      await runSequence(await copyInto(await dynamo.newTable()), operations);
    });
    await fc.assert(property, { numRuns: RUNS_ON_DYNAMODB, seed: SEED });
  }, 600_000);
});
