import { randomBytes } from 'node:crypto';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { proposeDelegation } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['administrator'],
  deps: ({ TABLE_NAME, SEND_MAIL_FUNCTION }) => {
    const table = openTable(TABLE_NAME);
    const nudgeMail = openMailNudge(SEND_MAIL_FUNCTION);
    return { ...openPersonStore(table), table, randomBytes, nudgeMail, now: () => new Date() };
  },
  run: proposeDelegation,
});
