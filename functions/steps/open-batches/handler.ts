import { openBatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openExecutions } from '../../adapters/sfn/executions.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { openBatches } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, PAYMENT_BATCH_ARN }) => {
    const table = openTable(TABLE_NAME);
    return {
      ...openBatchCalendar(table),
      table,
      executions: openExecutions(),
      batchMachineArn: PAYMENT_BATCH_ARN,
      now: () => new Date(),
      by: 'open-batches',
    };
  },
  run: openBatches,
});
