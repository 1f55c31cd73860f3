import { openConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openPageMac } from '../../adapters/kms/page-mac.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { pageHandler } from '../../pages/page-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { showApproval } from './step.ts';

export const handler = pageHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, WORK_BUCKET, RECORDS_BUCKET, LINK_MAC_KEY_ID }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      configuration: openConfigurationStore(table),
      people: openPersonStore(table),
      objects: openObjectStore(),
      workBucket: WORK_BUCKET,
      recordsBucket: RECORDS_BUCKET,
      mac: openPageMac(LINK_MAC_KEY_ID),
      now: () => new Date(),
    };
  },
  run: showApproval,
});
