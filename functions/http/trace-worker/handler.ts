import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openNikHasher } from '../../adapters/secrets/nik-hash.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { once } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { traceWorker } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['finance', 'administrator', 'auditor'],
  deps: ({ TABLE_NAME, NIK_KEY_SECRET_ID }) => {
    const table = openTable(TABLE_NAME);
    return { ...openPersonStore(table), table, hasher: once(() => openNikHasher(NIK_KEY_SECRET_ID)) };
  },
  run: traceWorker,
});
