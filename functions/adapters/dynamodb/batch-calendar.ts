import { calendarSchema } from '../../../domain/calendar/calendar.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { regencySchema } from '../../../domain/configuration/regency.ts';
import type { Regency } from '../../../domain/configuration/regency.ts';
import { openDocumentStore } from './configuration-store.ts';
import type { Table } from './table.ts';

/** The payment calendar in force and the regency's clock. */
export interface BatchCalendar {
  readonly calendar: () => Promise<Calendar>;
  readonly utcOffsetMinutes: () => Promise<number>;
}

export function openBatchCalendar(table: Table): BatchCalendar {
  const store = openDocumentStore<{ calendar: Calendar; regency: Regency }>(table, {
    calendar: calendarSchema,
    regency: regencySchema,
  });
  return {
    calendar: async () => (await store.current('calendar')).document,
    utcOffsetMinutes: async () => (await store.current('regency')).document.utcOffsetMinutes,
  };
}
