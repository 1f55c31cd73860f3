import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { reassign } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['administrator'],
  deps: ({ TABLE_NAME, SEND_MAIL_FUNCTION }) => {
    const table = openTable(TABLE_NAME);
    return { ...openPersonStore(table), table, nudgeMail: openMailNudge(SEND_MAIL_FUNCTION), now: () => new Date() };
  },
  run: reassign,
});
