import type { Checks } from './checks.ts';
import { excludedNiks } from './chapters/hesitation.ts';
import type { DemoOptions } from './options.ts';
import { planOf, PREMIUM, premiumOf } from './plan.ts';
import type { Story } from './story.ts';
import { verifyBooks } from './verify-books.ts';
import { verifyRough } from './verify-rough.ts';

/** The published sums: Meranti, August 2025 (5,005 workers, one month); Riau, 2024 (11,666 workers, twelve months). */
const PUBLISHED = [
  { workers: 5005, months: 1, total: 84_084_000 },
  { workers: 11_666, months: 12, total: 2_351_865_600 },
];

/** Compares everything the story left with what must have happened. */
export function verifyStory(story: Story, options: DemoOptions, checks: Checks): void {
  verifyRequest(story, options, checks);
  verifyBatch(story, options, checks);
  verifyFiles(story, options, checks);
  verifyBooks(story, options, checks);
  if (story.rough !== undefined) verifyRough(story, { ends: story.rough, options, checks });
}

function verifyRequest({ request, roster }: Story, options: DemoOptions, checks: Checks): void {
  const { good = 0, ...others } = roster.expected;
  const total = options.workers * premiumOf(options);
  checks.equal('eligible workers', request.summary?.eligible, good);
  checks.equal('rows refused by reason', sorted(request.summary?.reasons ?? {}), sorted(others));
  checks.equal('premium total', request.summary?.total, total);
  checks.equal('premiums by programme', sorted(request.summary?.byProgramme ?? {}), {
    JKK: options.workers * options.months * PREMIUM.JKK,
    JKM: options.workers * options.months * PREMIUM.JKM,
  });
  const published = PUBLISHED.find((one) => one.workers === options.workers && one.months === options.months);
  if (published !== undefined) checks.equal('the published sum', request.summary?.total, published.total);
}

function verifyBatch({ batch }: Story, options: DemoOptions, checks: Checks): void {
  const plan = planOf(options);
  const sum = (lines: number) => ({ lines, total: lines * premiumOf(options) });
  const lines = options.workers - plan.excluded;
  const open = plan.unanswered + plan.unclear;
  checks.equal('batch status', batch.status, 'closed');
  checks.equal('lines and control sum of the batch', { lines: batch.lines, total: batch.total }, sum(lines));
  checks.equal('accepted lines', sumOf(batch.accepted), sum(lines - plan.rejected - open - plan.late));
  checks.equal('rejected lines', sumOf(batch.rejected), sum(plan.rejected));
  checks.equal('lines carried to a follow-up batch', sumOf(batch.carriedOut), sum(open));
  checks.equal('lines rejected after the payment', sumOf(batch.reversed), sum(plan.late));
}

function verifyFiles({ files, roster }: Story, options: DemoOptions, checks: Checks): void {
  const { excluded } = planOf(options);
  const rows = options.workers - excluded;
  const total = rows * premiumOf(options);
  const left = new Set(excludedNiks(roster.good, excluded));
  const paidFor = new Set([...roster.good.keys()].filter((nik) => !left.has(nik)));
  const exported = files.rows.reduce((sum, row) => sum + row.total, 0);
  checks.equal('SHA-256 of each file', sorted(files.sha256), sorted(files.announced));
  checks.equal('rows and sum of the exported CSV', { rows: files.rows.length, total: exported }, { rows, total });
  checks.equal('rows and sum of the exported workbook', files.workbook, { rows, total });
  const niks = files.rows.map(({ nik }) => nik);
  checks.isTrue('every worker who is to be paid for and nobody else is exported', isSameSet(niks, paidFor));
}

/** A part that never came about is as good as none. */
function sumOf(sum: { lines: number; total: number } | undefined): { lines: number; total: number } {
  return { lines: sum?.lines ?? 0, total: sum?.total ?? 0 };
}

function sorted(counts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isSameSet(found: readonly string[], expected: ReadonlySet<string>): boolean {
  const distinct = new Set(found);
  return found.length === distinct.size && distinct.symmetricDifference(expected).size === 0;
}
