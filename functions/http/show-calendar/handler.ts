import { calendarSchema } from '../../../domain/calendar/calendar.ts';
import { regencySchema } from '../../../domain/configuration/regency.ts';
import { openDocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { showCalendar } from './step.ts';
import type { CalendarDocuments } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer', 'finance', 'administrator', 'auditor'],
  deps: ({ TABLE_NAME }) => {
    const table = openTable(TABLE_NAME);
    const schemas = { calendar: calendarSchema, regency: regencySchema };
    const documents = openDocumentStore<CalendarDocuments>(table, schemas);
    return { ...openPersonStore(table), documents, now: () => new Date() };
  },
  run: showCalendar,
});
