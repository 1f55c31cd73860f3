import { openTable } from '../../adapters/dynamodb/table.ts';
import { openExecutions } from '../../adapters/sfn/executions.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { concludeCarry } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, PAYMENT_BATCH_ARN }) => ({
    table: openTable(TABLE_NAME),
    executions: openExecutions(),
    batchMachineArn: PAYMENT_BATCH_ARN,
    now: () => new Date(),
  }),
  run: concludeCarry,
});
