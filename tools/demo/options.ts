import { parseArgs } from 'node:util';
import * as z from 'zod';
import { FEWEST_ROUGH_WORKERS } from './plan.ts';

/** `npm run demo -- …`; sizes the run. */
export interface DemoOptions {
  /** Good rows. */
  readonly workers: number;
  /** Rows with one mistake each, added to the good ones. */
  readonly badRows: number;
  readonly months: 1 | 3 | 6 | 12;
  /** Only a JSON summary on standard output. */
  readonly json: boolean;
  /** Let life happen: see rough-story.ts. */
  readonly rough: boolean;
  readonly format: 'csv' | 'xlsx';
  readonly seed: number;
}

const count = z.coerce.number().int().min(0).max(200_000);
const schema = z.object({
  workers: count.min(1).default(5005),
  'bad-rows': count.default(150),
  months: z.coerce
    .number()
    .pipe(z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]))
    .default(1),
  json: z.boolean().default(false),
  rough: z.boolean().default(false),
  format: z.enum(['csv', 'xlsx']).default('csv'),
  seed: z.coerce.number().int().min(0).default(1),
});

/** @throws Error naming the option that does not fit */
export function readOptions(args: string[]): DemoOptions {
  const { values } = parseArgs({
    args,
    options: {
      workers: { type: 'string' },
      'bad-rows': { type: 'string' },
      months: { type: 'string' },
      format: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      rough: { type: 'boolean' },
    },
  });
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`);
  }
  const { 'bad-rows': badRows, ...rest } = parsed.data;
  if (rest.rough && rest.workers < FEWEST_ROUGH_WORKERS)
    throw new Error(
      `--workers: --rough needs at least ${FEWEST_ROUGH_WORKERS}, so that everything can happen to somebody`,
    );
  return { ...rest, badRows };
}
