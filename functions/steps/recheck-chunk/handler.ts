import { openClaimStore } from '../../adapters/dynamodb/claim-store.ts';
import { openConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { readExclusions } from '../../adapters/dynamodb/exclusion-store.ts';
import { openMemberships } from '../../adapters/dynamodb/member-list-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { recheckChunk } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, WORK_BUCKET, RECORDS_BUCKET }) => {
    const table = openTable(TABLE_NAME);
    const objects = openObjectStore();
    return {
      table,
      objects,
      configuration: openConfigurationStore(table),
      claims: openClaimStore(table),
      readExclusions: (nikHashes: readonly string[]) => readExclusions(table, nikHashes),
      readMemberships: openMemberships(table, { objects, bucket: RECORDS_BUCKET }),
      workBucket: WORK_BUCKET,
      now: () => new Date(),
    };
  },
  run: recheckChunk,
});
