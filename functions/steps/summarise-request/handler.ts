import { openConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { summariseRequest } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, WORK_BUCKET, SEND_MAIL_FUNCTION }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      objects: openObjectStore(),
      configuration: openConfigurationStore(table),
      workBucket: WORK_BUCKET,
      nudgeMail: openMailNudge(SEND_MAIL_FUNCTION),
      now: () => new Date(),
    };
  },
  run: summariseRequest,
});
