import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { openNikHasher } from '../../adapters/secrets/nik-hash.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { once } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { loadMembers } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['finance', 'administrator'],
  deps: ({ TABLE_NAME, UPLOADS_BUCKET, RECORDS_BUCKET, NIK_KEY_SECRET_ID }) => {
    const table = openTable(TABLE_NAME);
    return {
      ...openPersonStore(table),
      table,
      objects: openObjectStore(),
      uploadsBucket: UPLOADS_BUCKET,
      recordsBucket: RECORDS_BUCKET,
      hasher: once(() => openNikHasher(NIK_KEY_SECRET_ID)),
      now: () => new Date(),
    };
  },
  run: loadMembers,
});
