import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { DEFAULT_STATE_FOLDER } from '../addresses.ts';
import { uploadFile } from '../demo/api.ts';
import type { Api } from '../demo/api.ts';
import { reasonOf, signInAsOfficer } from './officer-api.ts';

const USAGE = `Usage: npm run submit -- FILE.csv|FILE.xlsx [options]

  --months 1|3|6|12     length of the period (default 1)
  --first-month YYYY-MM (default January of the next year with allocations)
  --source APBD         funding source
  --programmes JKK,JKM
  --title TEXT
  --revises REQUEST     sends the next revision of a request that is refused, rejected, returned, ...
  --as PERSON           the account to sign in with (default the first officer)
  --state DIR           state folder of the running system (default .lindung/state)`;

const optionsSchema = z.object({
  months: z.enum(['1', '3', '6', '12']).default('1').transform(Number),
  'first-month': z
    .string()
    .regex(/^\d{4}-\d{2}$/, 'must look like 2027-01')
    .optional(),
  source: z.string().default('APBD'),
  programmes: z
    .string()
    .default('JKK,JKM')
    .transform((list) => list.split(',')),
  title: z.string().optional(),
  revises: z.string().optional(),
  as: z.string().optional(),
  state: z.string().default(DEFAULT_STATE_FOLDER),
});
type Options = z.infer<typeof optionsSchema>;

function readOptions(): { file: string; options: Options } | undefined {
  const text = { type: 'string' } as const;
  const names = ['months', 'first-month', 'source', 'programmes', 'title', 'revises', 'as', 'state'];
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...Object.fromEntries(names.map((name) => [name, text])), help: { type: 'boolean' } },
  });
  if (values['help'] === true) return undefined;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(`Name one roster file.\n\n${USAGE}`);
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const options = optionsSchema.safeParse(values);
  if (options.success) return { file, options: options.data };
  const reasons = options.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${reasons.join('\n')}\n\n${USAGE}`);
}

const allocationsSchema = z.object({ allocations: z.array(z.object({ sourceId: z.string() })) });

/** January of next year when money is allocated for it, else the month after this one. */
async function nextMonth(api: Api, source: string): Promise<string> {
  const today = new Date();
  const nextYear = today.getFullYear() + 1;
  const { allocations } = await api.get(`/api/allocations?fiscalYear=${nextYear}`, allocationsSchema);
  if (allocations.some(({ sourceId }) => sourceId === source)) return `${nextYear}-01`;
  const month = new Date(Date.UTC(today.getFullYear(), today.getMonth() + 1, 1));
  return month.toISOString().slice(0, 7);
}

const receiptSchema = z.object({ requestId: z.string(), number: z.number(), status: z.string() });

async function submit(file: string, options: Options): Promise<void> {
  const { api, addresses, personId } = await signInAsOfficer(options.state, options.as);
  const fileName = basename(file);
  const firstMonth = options['first-month'] ?? (await nextMonth(api, options.source));
  const uploadKey = await uploadFile(api, { path: file, fileName, kind: 'roster' });
  const body = {
    title: options.title ?? `Iuran pekerja rentan ${firstMonth}`,
    wadahId: 'SG',
    sourceId: options.source,
    programmes: options.programmes,
    period: { firstMonth, months: options.months },
    skNumber: 'SK/500.15/2026/001',
    pksNumber: 'PKS/2026/001',
    roster: { uploadKey, fileName },
    ...(options.revises !== undefined && { revises: options.revises }),
  };
  const receipt = await api.post(
    '/api/requests',
    { body, headers: { 'idempotency-key': randomUUID() } },
    receiptSchema,
  );
  console.log(`Submitted by ${personId}: request ${receipt.requestId}, revision ${receipt.number}, ${fileName}, ${firstMonth} × ${options.months}.

  where it stands    npm run status -- ${receipt.requestId}
  approvers' mails   ${addresses.inboxUrl}`);
}

try {
  const read = readOptions();
  if (read === undefined) console.log(USAGE);
  else await submit(read.file, read.options);
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}
