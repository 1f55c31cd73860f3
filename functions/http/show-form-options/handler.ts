import * as z from 'zod';
import { calendarSchema } from '../../../domain/calendar/calendar.ts';
import { allocationSchema, fundingSourceSchema, wadahSchema } from '../../../domain/configuration/funding.ts';
import { programmesSchema } from '../../../domain/configuration/programmes.ts';
import { regencySchema } from '../../../domain/configuration/regency.ts';
import { openDocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { showFormOptions } from './step.ts';
import type { FormDocuments } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer'],
  deps: ({ TABLE_NAME }) => {
    const table = openTable(TABLE_NAME);
    const documents = openDocumentStore<FormDocuments>(table, {
      wadah: z.array(wadahSchema).readonly(),
      fundingSources: z.array(fundingSourceSchema).readonly(),
      allocations: z.array(allocationSchema).readonly(),
      programmes: programmesSchema,
      calendar: calendarSchema,
      regency: regencySchema,
    });
    return { ...openPersonStore(table), documents, now: () => new Date() };
  },
  run: showFormOptions,
});
