import type { PaymentCalendar } from '../../../api/batches.ts';

/** Why a payment is due on its day. */
export type DueReason =
  | { readonly kind: 'regular' }
  /** The regular day is no working day: the next one counts. */
  | { readonly kind: 'weekend'; readonly regular: string }
  | { readonly kind: 'holiday'; readonly regular: string; readonly holiday: string }
  /** The year's money can be spent until its last working day, before the premium itself is due. */
  | { readonly kind: 'year-end'; readonly due: string };

/** Nothing when the calendar knows no such day, e.g. because it was changed after the batch was opened. */
export function dueReasonOf(
  date: string,
  calendar: Pick<PaymentCalendar, 'dueDay' | 'holidays' | 'months'>,
): DueReason | undefined {
  const month = calendar.months.find(({ payBy }) => payBy === date);
  if (month === undefined) return undefined;
  if (month.dueDate !== month.payBy) return { kind: 'year-end', due: month.dueDate };
  const regular = `${date.slice(0, 8)}${String(calendar.dueDay.day).padStart(2, '0')}`;
  if (regular === date) return { kind: 'regular' };
  const holiday = calendar.holidays.find((one) => one.date === regular);
  return holiday === undefined ? { kind: 'weekend', regular } : { kind: 'holiday', regular, holiday: holiday.name };
}
