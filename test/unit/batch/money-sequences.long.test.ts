import fc from 'fast-check';
import { describe, it } from 'vitest';
import { newTable } from '../../support/dynamodb-local.ts';
import { sequences } from '../../support/money-operations.ts';
import { openMoneyTwins, runSequence } from '../../support/money-sequences.ts';

/**
 * A million sequences in a thousand parts, each with a seed of its own. `MONEY_PARTS=41-60` runs those parts only: so a
 * run that was stopped goes on, and several machines share one.
 */
const RUNS_OF_A_PART = 1_000;
const FIRST_SEED = 20_270_000;
const [from = 1, to = 1_000] = (process.env['MONEY_PARTS'] ?? '1-1000').split('-').map(Number);

// The sequences themselves hold the expectations.
// oxlint-disable vitest/expect-expect
describe('a million sequences', () => {
  it(
    'keep balances, journal, credits and months right, and end with nothing forgotten or stuck',
    async () => {
      const { newWorld } = await openMoneyTwins();
      const property = fc.asyncProperty(sequences, async (operations) => {
        await runSequence(await newWorld(), operations);
      });
      for (let part = from; part <= to; part += 1) {
        await fc.assert(property, { numRuns: RUNS_OF_A_PART, seed: FIRST_SEED + part });
        process.stdout.write(`part ${part} of 1000 holds\n`);
      }
    },
    24 * 3_600_000,
  );
});

describe('a thousand sequences on DynamoDB', () => {
  it('keep balances, journal, credits and months right, and end with nothing forgotten or stuck', async () => {
    const { copyInto } = await openMoneyTwins();
    const property = fc.asyncProperty(sequences, async (operations) => {
      await runSequence(await copyInto(await newTable()), operations);
    });
    await fc.assert(property, { numRuns: 1_000, seed: FIRST_SEED });
  });
});
