import { regencySchema } from '../../../domain/configuration/regency.ts';
import type { Regency } from '../../../domain/configuration/regency.ts';
import { openDocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { showMe } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer', 'approver', 'finance', 'administrator', 'auditor'],
  deps: ({ TABLE_NAME }) => {
    const table = openTable(TABLE_NAME);
    const documents = openDocumentStore<{ regency: Regency }>(table, { regency: regencySchema });
    return { ...openPersonStore(table), regency: async () => (await documents.current('regency')).document };
  },
  run: showMe,
});
