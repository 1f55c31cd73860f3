import { programmesSchema } from '../../../domain/configuration/programmes.ts';
import type { Programmes } from '../../../domain/configuration/programmes.ts';
import { openBatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { openDocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { proposeRenewals } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, SEND_MAIL_FUNCTION }) => {
    const table = openTable(TABLE_NAME);
    const documents = openDocumentStore<{ programmes: Programmes }>(table, { programmes: programmesSchema });
    return {
      ...openBatchCalendar(table),
      table,
      periodLengths: async () => (await documents.current('programmes')).document.periodLengths,
      nudgeMail: openMailNudge(SEND_MAIL_FUNCTION),
      now: () => new Date(),
    };
  },
  run: proposeRenewals,
});
