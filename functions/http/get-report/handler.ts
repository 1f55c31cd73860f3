import { randomUUID } from 'node:crypto';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { getReport } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer', 'finance', 'administrator', 'auditor'],
  deps: ({ TABLE_NAME, WORK_BUCKET }) => {
    const table = openTable(TABLE_NAME);
    return { ...openPersonStore(table), table, objects: openObjectStore(), bucket: WORK_BUCKET, randomUUID };
  },
  run: getReport,
});
