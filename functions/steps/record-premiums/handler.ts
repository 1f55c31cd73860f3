import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { recordPremiums } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, RECORDS_BUCKET, WORK_BUCKET }) => ({
    table: openTable(TABLE_NAME),
    objects: openObjectStore(),
    recordsBucket: RECORDS_BUCKET,
    workBucket: WORK_BUCKET,
  }),
  run: recordPremiums,
});
