import { parseArgs } from 'node:util';
import * as z from 'zod';
import { countOutcomes } from './generate.ts';
import { villagesOf } from './villages.ts';
import { writeRosterFile } from './write.ts';

const USAGE = `Usage: npm run roster -- --out FILE.csv|FILE.xlsx [--workers N] [--bad-rows N] [--seed S] [--regency 14.10]

Writes an invented roster (no real person's data): N good rows (default 100) and the stated number of bad ones between
them (default 0). The same seed gives the same file.`;

const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);
const optionsSchema = z.object({
  workers: wholeNumber.pipe(z.number().max(1_000_000)).default(100),
  'bad-rows': wholeNumber.pipe(z.number().max(1_000_000)).default(0),
  seed: wholeNumber.default(1),
  out: z.string('is required').regex(/\.(csv|xlsx)$/i, 'must end in .csv or .xlsx'),
  regency: z
    .string()
    .regex(/^\d{2}\.?\d{2}$/, 'must look like 14.10')
    .default('14.10'),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      workers: { type: 'string' },
      'bad-rows': { type: 'string' },
      seed: { type: 'string' },
      out: { type: 'string' },
      regency: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const options = optionsSchema.safeParse(values);
  if (!options.success) {
    const reasons = options.error.issues.map((issue) => `--${issue.path.join('.')} ${issue.message}`);
    throw new Error(`${reasons.join('\n')}\n\n${USAGE}`);
  }
  const { workers, seed, out, regency } = options.data;
  const order = { workers, badRows: options.data['bad-rows'], seed, villages: await villagesOf(regency) };
  await writeRosterFile(out, order);
  const counts = Object.entries(countOutcomes(order)).map(([outcome, count]) => `  ${outcome}: ${count}`);
  console.log(`${out}: ${workers + order.badRows} rows\n${counts.join('\n')}`);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
