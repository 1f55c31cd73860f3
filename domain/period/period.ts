import * as z from 'zod';

/** A coverage month, `YYYY-MM`. */
export const monthSchema = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'must be a month as YYYY-MM')
  .brand<'Month'>();
export type Month = z.infer<typeof monthSchema>;

/** Lengths in which BPJS TK takes premiums ahead (BPU): 1, 3, 6 or 12 months. */
export const periodLengthSchema = z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]);
export type PeriodLength = z.infer<typeof periodLengthSchema>;

export const periodSchema = z.object({ firstMonth: monthSchema, months: periodLengthSchema });
export type Period = z.infer<typeof periodSchema>;

/** @throws ZodError when `text` is not a month. */
export function month(text: string): Month {
  return monthSchema.parse(text);
}

export function addMonths(start: Month, count: number): Month {
  const index = Number(start.slice(0, 4)) * 12 + Number(start.slice(5)) - 1 + count;
  return month(`${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`);
}

/** The consecutive coverage months of a period, first to last. */
export function monthsOf(period: Period): Month[] {
  return Array.from({ length: period.months }, (_, offset) => addMonths(period.firstMonth, offset));
}

/** The fiscal year (calendar year) of a month. */
export function fiscalYearOf(of: Month): number {
  return Number(of.slice(0, 4));
}

/** True when every month of the period lies in one fiscal year, as DESIGN's request demands. */
export function isWithinOneFiscalYear(period: Period): boolean {
  return fiscalYearOf(period.firstMonth) === fiscalYearOf(addMonths(period.firstMonth, period.months - 1));
}

/** Stable text form used in batch ids and keys: `202701-1`. */
export function periodKey(period: Period): string {
  return `${period.firstMonth.replace('-', '')}-${period.months}`;
}
