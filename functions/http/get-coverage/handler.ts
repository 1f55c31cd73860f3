import { programmesSchema } from '../../../domain/configuration/programmes.ts';
import type { Programmes } from '../../../domain/configuration/programmes.ts';
import { openBatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { openDocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openNikHasher } from '../../adapters/secrets/nik-hash.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { once } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { getCoverage } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer', 'finance', 'administrator', 'auditor'],
  deps: ({ TABLE_NAME, NIK_KEY_SECRET_ID }) => {
    const table = openTable(TABLE_NAME);
    const documents = openDocumentStore<{ programmes: Programmes }>(table, { programmes: programmesSchema });
    return {
      ...openPersonStore(table),
      table,
      hasher: once(() => openNikHasher(NIK_KEY_SECRET_ID)),
      calendar: openBatchCalendar(table).calendar,
      milestones: async () => (await documents.current('programmes')).document.milestones,
    };
  },
  run: getCoverage,
});
