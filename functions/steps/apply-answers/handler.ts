import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { applyAnswers } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, WORK_BUCKET }) => ({
    table: openTable(TABLE_NAME),
    objects: openObjectStore(),
    workBucket: WORK_BUCKET,
    now: () => new Date(),
  }),
  run: applyAnswers,
});
