import * as z from 'zod';
import { calendarSchema, dueDaySchema, holidaySchema } from '../../../domain/calendar/calendar.ts';
import { monthSchema } from '../../../domain/period/period.ts';

export const params = z.object({});
export const query = z.object({ year: z.coerce.number().int().min(2020).max(2098) });
export const body = z.object({});

/** The coverage months of a year, each with its local days; `payBy` is the last day on which the year's money can pay. */
export const output = z.object({
  version: z.number().int(),
  /** As it stands in force: a change of it is a whole calendar. */
  calendar: calendarSchema,
  dueDay: dueDaySchema,
  weekend: z.array(z.number().int()),
  holidays: z.array(holidaySchema),
  months: z.array(
    z.object({
      month: monthSchema,
      dueDate: z.string(),
      payBy: z.string(),
      opensOn: z.string(),
      reminders: z.array(z.string()),
      isClosed: z.boolean(),
    }),
  ),
});
export type ShowCalendarOutput = z.infer<typeof output>;
