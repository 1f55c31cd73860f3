import { openConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { pageHandler } from '../../pages/page-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { showApprovalRows } from './step.ts';

export const handler = pageHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, WORK_BUCKET }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      configuration: openConfigurationStore(table),
      people: openPersonStore(table),
      objects: openObjectStore(),
      workBucket: WORK_BUCKET,
      now: () => new Date(),
    };
  },
  run: showApprovalRows,
});
