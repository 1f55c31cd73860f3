import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { openMailSender } from '../../adapters/ses/mail-sender.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { sendMail } from './step.ts';

/** Well inside the function's timeout of five minutes, with time left for a slow last mail. */
const WORK_MS = 230_000;

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, MAIL_FROM, MAIL_RATE_PER_SECOND, PUBLIC_BASE_URL, SEND_MAIL_FUNCTION }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      configuration: openConfigurationStore(table),
      people: openPersonStore(table),
      send: openMailSender(MAIL_FROM),
      randomBytes,
      now: () => new Date(),
      pause: (ms: number) => sleep(ms),
      nudgeMail: openMailNudge(SEND_MAIL_FUNCTION),
      publicBaseUrl: PUBLIC_BASE_URL,
      ratePerSecond: MAIL_RATE_PER_SECOND,
      workMs: WORK_MS,
    };
  },
  run: sendMail,
});
