import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { correctFact } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['finance'],
  deps: ({ TABLE_NAME, UPLOADS_BUCKET, RECORDS_BUCKET }) => {
    const table = openTable(TABLE_NAME);
    return {
      ...openPersonStore(table),
      table,
      objects: openObjectStore(),
      uploadsBucket: UPLOADS_BUCKET,
      recordsBucket: RECORDS_BUCKET,
      now: () => new Date(),
    };
  },
  run: correctFact,
});
