import fc from 'fast-check';
import { describe, it } from 'vitest';
import { openMoneyTwins, runSequence, sequences } from '../../support/money-sequences.ts';

// The sequences themselves hold the expectations.
// oxlint-disable vitest/expect-expect
describe('a million sequences', () => {
  it(
    'keep balances, journal, credits and months right, and end with every batch closed',
    async () => {
      const { newWorld } = await openMoneyTwins();
      const property = fc.asyncProperty(sequences, async (operations) => runSequence(await newWorld(), operations));
      await fc.assert(property, { numRuns: 1_000_000 });
    },
    24 * 3_600_000,
  );
});
