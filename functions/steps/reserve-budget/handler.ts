import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { reserveBudget } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, SEND_MAIL_FUNCTION }) => ({
    table: openTable(TABLE_NAME),
    nudgeMail: openMailNudge(SEND_MAIL_FUNCTION),
    now: () => new Date(),
  }),
  run: reserveBudget,
});
