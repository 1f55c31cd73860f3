import type { Turn } from './books.ts';
import { partsOf } from './chapters/rough-batch.ts';
import type { Checks } from './checks.ts';
import type { AllocationView } from './finance.ts';
import type { DemoOptions } from './options.ts';
import { planOf, PREMIUM, premiumOf } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Story } from './story.ts';

/** For how many workers the money is where. */
interface Holdings {
  readonly reserved: number;
  readonly committed: number;
  readonly disbursed: number;
  readonly overpaid: number;
}

const NOTHING: Holdings = { reserved: 0, committed: 0, disbursed: 0, overpaid: 0 };

/** The whole story in workers: whom the money is held for at each turn. What is nowhere else is available. */
export function holdingsAt(workers: number, plan: Plan): ReadonlyMap<Turn, Holdings> {
  const { excluded, rejected, late, silent } = plan;
  const carried = plan.unanswered + plan.unclear;
  const recorded = workers - excluded;
  const billed = recorded - rejected - carried;
  const settled = billed - late + carried;
  return new Map<Turn, Holdings>([
    ['before anything', NOTHING],
    ['small request waiting', { ...NOTHING, reserved: silent }],
    ['small request expired, roster reserved', { ...NOTHING, reserved: workers }],
    ['premiums recorded', { ...NOTHING, committed: recorded }],
    ['paid in full', { ...NOTHING, committed: carried, disbursed: billed }],
    ['rejected after payment', { ...NOTHING, committed: carried, disbursed: billed - late, overpaid: late }],
    ['follow-up batch closed', { ...NOTHING, disbursed: settled }],
    ['at the end', { ...NOTHING, committed: silent + rejected + late, disbursed: settled }],
  ]);
}

/** Every allocation at every turn: what must lie there, computed from the plan alone. */
export function verifyBooks({ books }: Story, options: DemoOptions, checks: Checks): void {
  const plan = planOf(options);
  const pages = books.pages();
  const before = pages.get('before anything') ?? [];
  for (const [turn, holdings] of holdingsAt(options.workers, plan)) {
    const page = pages.get(turn);
    if (page === undefined) checks.isTrue(`nothing was read at the turn "${turn}"`, !options.rough);
    else verifyPage({ turn, before, page, holdings, months: options.months }, checks);
  }
  const part = pages.get('paid in part');
  if (part !== undefined) verifyPart({ before, page: part, options, plan }, checks);
}

interface Page {
  readonly turn: Turn;
  readonly before: readonly AllocationView[];
  readonly page: readonly AllocationView[];
  readonly holdings: Holdings;
  readonly months: number;
}

function verifyPage({ turn, before, page, holdings, months }: Page, checks: Checks): void {
  checks.equal(
    `allocations, ${turn}`,
    page.map(balances),
    before.map((allocation) => balances(moved(allocation, holdings, months))),
  );
}

function moved(allocation: AllocationView, holdings: Holdings, months: number): AllocationView {
  const premium = premiumIn(allocation) * months;
  const { reserved, committed, disbursed, overpaid } = holdings;
  return {
    ...allocation,
    available: allocation.available - (reserved + committed + disbursed + overpaid) * premium,
    reserved: allocation.reserved + reserved * premium,
    committed: allocation.committed + committed * premium,
    disbursed: allocation.disbursed + disbursed * premium,
    overpaid: allocation.overpaid + overpaid * premium,
  };
}

/** A month's premium that a worker costs this allocation; the story is paid from APBD alone. */
function premiumIn({ sourceId, programme }: AllocationView): number {
  if (sourceId !== 'APBD') return 0;
  return programme === 'JKK' || programme === 'JKM' ? PREMIUM[programme] : 0;
}

function balances(allocation: AllocationView): Record<string, unknown> {
  const { allocationId, allocated, available, reserved, committed, disbursed, overpaid } = allocation;
  return { [allocationId]: { allocated, available, reserved, committed, disbursed, overpaid } };
}

/** A part of a payment is no whole number of workers: here only the sum over the allocations is known beforehand. */
function verifyPart(
  {
    before,
    page,
    options,
    plan,
  }: Pick<Page, 'before' | 'page'> & { readonly options: DemoOptions; readonly plan: Plan },
  checks: Checks,
): void {
  const carried = plan.unanswered + plan.unclear;
  const billed = options.workers - plan.excluded - plan.rejected - carried;
  const { first, rest } = partsOf(billed * premiumOf(options));
  const sum = (list: readonly AllocationView[], state: 'committed' | 'disbursed') =>
    list.reduce((total, allocation) => total + allocation[state], 0);
  checks.equal(
    'disbursed and committed, paid in part',
    [sum(page, 'disbursed') - sum(before, 'disbursed'), sum(page, 'committed') - sum(before, 'committed')],
    [first, rest + carried * premiumOf(options)],
  );
}
