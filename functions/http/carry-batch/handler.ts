import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openExecutions } from '../../adapters/sfn/executions.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { carryBatch } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['finance'],
  deps: ({ TABLE_NAME }) => {
    const table = openTable(TABLE_NAME);
    return { ...openPersonStore(table), table, answerToken: openExecutions().answerToken, now: () => new Date() };
  },
  run: carryBatch,
});
