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
  deps: ({ TABLE_NAME }) => openPersonStore(openTable(TABLE_NAME)),
  run: ({ caller }) => Promise.resolve(showMe(caller)),
});
