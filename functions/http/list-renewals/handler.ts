import { openBatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { listRenewals } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer', 'administrator', 'auditor'],
  deps: ({ TABLE_NAME }) => {
    const table = openTable(TABLE_NAME);
    return { ...openPersonStore(table), ...openBatchCalendar(table), table };
  },
  run: listRenewals,
});
