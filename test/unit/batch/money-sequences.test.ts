import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequences } from '../../support/money-operations.ts';
import { movementsIn, openMoneyTwins, runSequence } from '../../support/money-sequences.ts';

const RUNS_IN_MEMORY = 10_000;
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
});
