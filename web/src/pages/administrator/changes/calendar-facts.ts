import type * as z from 'zod';
import { calendarSchema } from '../../../../../domain/calendar/calendar.ts';
import { citationIn } from '../../../../../domain/tariff/provenance.ts';
import type { Fact } from './compare.ts';
import { read } from './read-facts.ts';
import type { FactTelling } from './read-facts.ts';

/** A calendar day by day, in words of CHANGE_TEXTS and ADMINISTRATOR_TEXTS. */
export const calendarFacts = (content: unknown, tell: FactTelling): Fact[] =>
  read(calendarSchema, content, (calendar) => told(calendar, tell));

/** The Sunday that the names of the days count from. */
const SUNDAY = Date.UTC(2027, 0, 3);
const DAY = 86_400_000;

function told(calendar: z.infer<typeof calendarSchema>, { c, t, format, language }: FactTelling): Fact[] {
  const { version, dueDay, weekend, holidays, openWorkingDaysBefore, reminderWorkingDaysBefore } = calendar;
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const daysOff = weekend.map((day) => weekday.format(SUNDAY + day * DAY));
  const before = (days: number): string => c('fact.workingDays', { count: days });
  return [
    { key: 'version', label: c('fact.version'), value: version },
    {
      key: 'dueDay',
      label: c('fact.dueDay'),
      value: `${dueDay.day}\n${citationIn(dueDay.source, language)}\n${t(`certainty.${dueDay.certainty}`)}`,
    },
    { key: 'weekend', label: c('fact.weekend'), value: daysOff.join(', ') },
    { key: 'opens', label: c('fact.opens'), value: before(openWorkingDaysBefore) },
    { key: 'reminders', label: c('fact.reminders'), value: reminderWorkingDaysBefore.map(before).join('\n') },
    ...holidays.map(({ date, name, source, certainty }) => ({
      key: date,
      group: c('fact.holidays'),
      label: format.date(date),
      value: `${name}\n${citationIn(source, language)} (${t(`certainty.${certainty}`)})`,
    })),
  ];
}
