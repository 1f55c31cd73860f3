import { randomBytes } from 'node:crypto';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { requestUpload } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer', 'finance', 'administrator'],
  deps: ({ TABLE_NAME, UPLOADS_BUCKET }) => ({
    ...openPersonStore(openTable(TABLE_NAME)),
    objects: openObjectStore(),
    bucket: UPLOADS_BUCKET,
    randomBytes,
  }),
  run: requestUpload,
});
