import fc from 'fast-check';
import { describe, it } from 'vitest';
import { newTable } from '../../support/dynamodb-local.ts';
import { sequencesOf } from '../../support/money-operations.ts';
import { openMoneyTwins, runSequence } from '../../support/money-sequences.ts';

const RUNS = 200;
/** Always the same sequences here, as in memory. */
const SEED = 20_270_101;

// The sequences themselves hold the expectations.
// oxlint-disable vitest/expect-expect
describe('any sequence of requests, answers, bills, payments, reversals and carryings, cut off anywhere, on DynamoDB', () => {
  it('keeps balances, journal, credits and months right, and ends with nothing forgotten or stuck', async () => {
    const { copyInto } = await openMoneyTwins();
    // Shorter ones: there each call takes thirty times as long.
    const property = fc.asyncProperty(sequencesOf(2), async (operations) => {
      await runSequence(await copyInto(await newTable()), operations);
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
  }, 600_000);
});
