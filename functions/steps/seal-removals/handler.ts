import { openConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { sealRemovals } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: (settings) => {
    const table = openTable(settings.TABLE_NAME);
    return {
      table,
      objects: openObjectStore(),
      configuration: openConfigurationStore(table),
      recordsBucket: settings.RECORDS_BUCKET,
      workBucket: settings.WORK_BUCKET,
      nudgeMail: openMailNudge(settings.SEND_MAIL_FUNCTION),
      now: () => new Date(),
    };
  },
  run: sealRemovals,
});
