import type { LocalDate } from '../calendar/calendar.ts';
import type { Month } from '../period/period.ts';

/** How many whole months lie between two months; 0 when the second follows the first, negative when they overlap. */
export function monthsBetween(earlier: Month, later: Month): number {
  const index = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return index(later) - index(earlier) - 1;
}

/** Completed months from one local day to another. */
export function wholeMonths(from: LocalDate, to: LocalDate): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return to.slice(8) >= from.slice(8) ? months : months - 1;
}
