import { openConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openPageMac } from '../../adapters/kms/page-mac.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { openExecutions } from '../../adapters/sfn/executions.ts';
import { pageHandler } from '../../pages/page-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { decideApproval } from './step.ts';

export const handler = pageHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, WORK_BUCKET, RECORDS_BUCKET, LINK_MAC_KEY_ID, SEND_MAIL_FUNCTION }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      configuration: openConfigurationStore(table),
      people: openPersonStore(table),
      objects: openObjectStore(),
      workBucket: WORK_BUCKET,
      recordsBucket: RECORDS_BUCKET,
      mac: openPageMac(LINK_MAC_KEY_ID),
      answerToken: openExecutions().answerToken,
      nudgeMail: openMailNudge(SEND_MAIL_FUNCTION),
      now: () => new Date(),
    };
  },
  run: decideApproval,
});
