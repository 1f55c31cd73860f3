import { addMonths, isWithinOneFiscalYear } from '../period/period.ts';
import type { Month, Period, PeriodLength } from '../period/period.ts';

/** The last coverage month of a period. */
export function lastMonthOf({ firstMonth, months }: Period): Month {
  return addMonths(firstMonth, months - 1);
}

/**
 * The period that follows without a gap: as long as the one before, or the longest that is offered and stays in its fiscal
 * year. Undefined when none is short enough.
 */
export function nextPeriod(period: Period, offered: readonly PeriodLength[]): Period | undefined {
  const firstMonth = addMonths(lastMonthOf(period), 1);
  return offered
    .filter((months) => months <= period.months)
    .toSorted((a, b) => b - a)
    .map((months) => ({ firstMonth, months }))
    .find(isWithinOneFiscalYear);
}
