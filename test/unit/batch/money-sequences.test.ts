import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDbLocal } from '../../support/dynamodb-local.ts';
import type { LocalDynamoDb } from '../../support/dynamodb-local.ts';
import { openMoneyTwins, runSequence, sequences } from '../../support/money-sequences.ts';
import { moneyWorld } from '../../support/money-world.ts';

const RUNS_IN_MEMORY = 1_500;
const RUNS_ON_DYNAMODB = 5;
/** Always the same sequences here; `npm run test:long` looks for new ones. */
const SEED = 20_270_101;

let dynamo: LocalDynamoDb;
beforeAll(async () => {
  dynamo = await startDynamoDbLocal();
});
afterAll(() => dynamo.stop());

// The sequences themselves hold the expectations.
// oxlint-disable vitest/expect-expect
describe('any sequence of answers, bills, payments, reversals and carryings, cut off anywhere', () => {
  it('keeps balances, journal, credits and months right, and ends with every batch closed', async () => {
    const { newWorld } = await openMoneyTwins();
    const met = new Set<string>();
    const property = fc.asyncProperty(sequences, async (operations) => {
      const world = await newWorld();
      await runSequence(world, operations);
      for (const name of world.met()) met.add(name);
    });
    await fc.assert(property, { numRuns: RUNS_IN_MEMORY, seed: SEED });
    // A property that never gets anywhere holds too.
    for (const name of ['pay', 'unpay', 'reject', 'overpay', 'credit-used', 'fail']) expect([...met]).toContain(name);
  }, 300_000);

  it('does so on DynamoDB as well', async () => {
    const property = fc.asyncProperty(sequences, async (operations) =>
      runSequence(await moneyWorld(await dynamo.newTable()), operations),
    );
    await fc.assert(property, { numRuns: RUNS_ON_DYNAMODB, seed: SEED });
  }, 300_000);
});
