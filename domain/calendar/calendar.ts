import * as z from 'zod';
import { certaintySchema, citationSchema } from '../tariff/provenance.ts';

/** A local calendar day, `YYYY-MM-DD`; comparing texts compares days. */
export const localDateSchema = z.iso.date();
export type LocalDate = string;

export const holidaySchema = z
  .strictObject({
    date: localDateSchema,
    name: z.string().min(1),
    source: citationSchema,
    certainty: certaintySchema,
  })
  .readonly();

export const dueDaySchema = z
  .strictObject({ day: z.int().min(1).max(28), source: citationSchema, certainty: certaintySchema })
  .readonly();

const working = z.int().min(0).max(60);

/** The payment calendar. Days of the week: 0 is Sunday. */
export const calendarSchema = z
  .strictObject({
    version: z.string().min(1),
    /** A month's premium is due on this day of the next month, or on the next working day. */
    dueDay: dueDaySchema,
    weekend: z.array(z.int().min(0).max(6)).max(6).readonly(),
    holidays: z.array(holidaySchema).readonly(),
    /** Batches of a period open so many working days before its first month must be paid. */
    openWorkingDaysBefore: working,
    /** Finance is reminded so many working days before the due date, in this order. */
    reminderWorkingDaysBefore: z.array(working).readonly(),
  })
  .readonly()
  .superRefine((calendar, context) => {
    const dates = calendar.holidays.map((holiday) => holiday.date);
    for (const [index, date] of dates.entries()) {
      if (dates.indexOf(date) !== index) {
        context.addIssue({ code: 'custom', path: ['holidays', index, 'date'], message: `${date} is listed twice` });
      }
    }
  });
export type Calendar = z.infer<typeof calendarSchema>;
