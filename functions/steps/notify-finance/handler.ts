import { openFinancePeople } from '../../adapters/dynamodb/finance-mails.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { notifyFinance } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, SEND_MAIL_FUNCTION }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      financePeople: openFinancePeople(table),
      nudgeMail: openMailNudge(SEND_MAIL_FUNCTION),
      now: () => new Date(),
    };
  },
  run: notifyFinance,
});
