import {
  dueDateOf,
  isMonthClosed,
  openingDateOf,
  payByDateOf,
  reminderDatesOf,
} from '../../../domain/calendar/due-dates.ts';
import { localDate } from '../../../domain/calendar/local-date.ts';
import type { Configuration } from '../../../domain/configuration/configuration.ts';
import { addMonths, month } from '../../../domain/period/period.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { ShowCalendarOutput } from './contract.ts';

export type CalendarDocuments = Pick<Configuration, 'calendar' | 'regency'>;

export interface ShowCalendarDeps {
  readonly documents: Pick<DocumentStore<CalendarDocuments>, 'current'>;
  readonly now: () => Date;
}

/** The payment calendar in force for the coverage months of a year. */
export async function showCalendar(
  { query: { year } }: { query: { year: number } },
  { documents, now }: ShowCalendarDeps,
): Promise<ShowCalendarOutput> {
  const [{ version, document: calendar }, regency] = await Promise.all([
    documents.current('calendar'),
    documents.current('regency'),
  ]);
  const today = localDate(now().toISOString(), regency.document.utcOffsetMinutes);
  const first = month(`${year}-01`);
  const months = Array.from({ length: 12 }, (_, index) => {
    const of = addMonths(first, index);
    const period = { firstMonth: of, months: 1 as const };
    return {
      month: of,
      dueDate: dueDateOf(of, calendar),
      payBy: payByDateOf(of, calendar),
      opensOn: openingDateOf(period, calendar),
      reminders: reminderDatesOf(period, calendar),
      isClosed: isMonthClosed(of, today, calendar),
    };
  });
  const { dueDay, weekend, holidays } = calendar;
  // December's premium is due in the January after.
  const near = holidays.filter(({ date }) => date >= `${year}-01-01` && date <= `${year + 1}-01-31`);
  return { version, calendar, dueDay, weekend: [...weekend], holidays: near, months };
}
