import type { Checks } from './checks.ts';
import type { DemoOptions } from './options.ts';
import { PREMIUM, ROUGH_REJECTIONS } from './story.ts';
import type { Story } from './story.ts';

/** The published sums: Meranti, August 2025 (5,005 workers, one month); Riau, 2024 (11,666 workers, twelve months). */
const PUBLISHED = [
  { workers: 5005, months: 1, total: 84_084_000 },
  { workers: 11_666, months: 12, total: 2_351_865_600 },
];

/** Compares everything the story left with what must have happened. */
export function verifyStory(story: Story, options: DemoOptions, checks: Checks): void {
  verifyRequest(story, options, checks);
  verifyBatch(story, options, checks);
  verifyMoney(story, options, checks);
}

export function expectedTotal({ workers, months }: Pick<DemoOptions, 'workers' | 'months'>): number {
  return workers * months * (PREMIUM.JKK + PREMIUM.JKM);
}

function verifyRequest({ request, expected }: Story, options: DemoOptions, checks: Checks): void {
  const { good = 0, ...others } = expected;
  checks.equal('eligible workers', request.summary?.eligible, good);
  checks.equal('rows refused by reason', sorted(request.summary?.reasons ?? {}), sorted(others));
  checks.equal('premium total', request.summary?.total, expectedTotal(options));
  checks.equal('premiums by programme', sorted(request.summary?.byProgramme ?? {}), {
    JKK: options.workers * options.months * PREMIUM.JKK,
    JKM: options.workers * options.months * PREMIUM.JKM,
  });
  const published = PUBLISHED.find((one) => one.workers === options.workers && one.months === options.months);
  if (published !== undefined) checks.equal('the published sum', request.summary?.total, published.total);
}

function verifyBatch({ batch, files, goodNiks }: Story, options: DemoOptions, checks: Checks): void {
  const rejected = options.rough ? ROUGH_REJECTIONS : 0;
  const perWorker = options.months * (PREMIUM.JKK + PREMIUM.JKM);
  checks.equal('batch status', batch.status, 'closed');
  checks.equal('lines in the batch', batch.lines, options.workers);
  checks.equal('control sum of the batch', batch.total, expectedTotal(options));
  checks.equal('accepted lines', batch.accepted?.lines, options.workers - rejected);
  checks.equal('accepted sum', batch.accepted?.total, (options.workers - rejected) * perWorker);
  checks.equal('rejected lines', batch.rejected?.lines ?? 0, rejected);
  checks.equal('SHA-256 of each file', sorted(files.sha256), sorted(files.announced));
  checks.equal('rows of the exported CSV', files.rows.length, options.workers);
  checks.equal(
    'sum of the exported CSV',
    files.rows.reduce((sum, row) => sum + row.total, 0),
    expectedTotal(options),
  );
  checks.equal('rows and sum of the exported workbook', files.workbook, {
    rows: options.workers,
    total: expectedTotal(options),
  });
  checks.isTrue(
    'every eligible worker and nobody else is exported',
    isSameSet(
      files.rows.map((row) => row.nik),
      goodNiks,
    ),
  );
}

/** Budget: what left `available` is what was disbursed, programme by programme; nothing hangs in between. */
function verifyMoney({ allocationsBefore, allocationsAfter }: Story, options: DemoOptions, checks: Checks): void {
  const paidWorkers = options.workers - (options.rough ? ROUGH_REJECTIONS : 0);
  for (const [programme, premium] of Object.entries(PREMIUM)) {
    const find = (list: Story['allocationsAfter']) =>
      list.find((one) => one.sourceId === 'APBD' && one.programme === programme);
    const [before, after] = [find(allocationsBefore), find(allocationsAfter)];
    const paid = paidWorkers * options.months * premium;
    checks.equal(`${programme} disbursed`, after?.disbursed, (before?.disbursed ?? 0) + paid);
    checks.equal(`${programme} available`, after?.available, (before?.available ?? 0) - paid);
    checks.equal(
      `${programme} reserved and committed`,
      [after?.reserved, after?.committed],
      [before?.reserved, before?.committed],
    );
  }
}

function sorted(counts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isSameSet(found: readonly string[], expected: ReadonlySet<string>): boolean {
  return (
    found.length === expected.size &&
    found.every((entry) => expected.has(entry)) &&
    new Set(found).size === found.length
  );
}
