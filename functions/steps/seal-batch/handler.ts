import { openFileDocuments } from '../../adapters/dynamodb/file-documents.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { sealBatch } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, WORK_BUCKET }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      documents: openFileDocuments(table),
      objects: openObjectStore(),
      workBucket: WORK_BUCKET,
      now: () => new Date(),
    };
  },
  run: sealBatch,
});
