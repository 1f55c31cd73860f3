import { openBatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { openFileDocuments } from '../../adapters/dynamodb/file-documents.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openExecutions } from '../../adapters/sfn/executions.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { createBatch } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['finance'],
  deps: ({ TABLE_NAME, PAYMENT_BATCH_ARN }) => {
    const table = openTable(TABLE_NAME);
    return {
      ...openPersonStore(table),
      ...openBatchCalendar(table),
      table,
      documents: openFileDocuments(table),
      executions: openExecutions(),
      batchMachineArn: PAYMENT_BATCH_ARN,
      now: () => new Date(),
    };
  },
  run: createBatch,
});
