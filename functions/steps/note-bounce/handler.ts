import { openTable } from '../../adapters/dynamodb/table.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { noteBounce } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME }) => ({ table: openTable(TABLE_NAME) }),
  run: noteBounce,
});
