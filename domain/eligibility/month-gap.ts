import type { Month } from '../period/period.ts';

/** How many whole months lie between two months; 0 when the second follows the first, negative when they overlap. */
export function monthsBetween(earlier: Month, later: Month): number {
  const index = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return index(later) - index(earlier) - 1;
}
