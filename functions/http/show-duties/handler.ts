import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { showDuties } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['administrator'],
  deps: ({ TABLE_NAME }) => {
    const table = openTable(TABLE_NAME);
    return { ...openPersonStore(table), table, now: () => new Date() };
  },
  run: showDuties,
});
