import { openClaimStore } from '../../adapters/dynamodb/claim-store.ts';
import { openConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { readExclusions } from '../../adapters/dynamodb/exclusion-store.ts';
import { openMemberships } from '../../adapters/dynamodb/member-list-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { openNikHasher } from '../../adapters/secrets/nik-hash.ts';
import { once, stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { checkEligibility } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, WORK_BUCKET, RECORDS_BUCKET, NIK_KEY_SECRET_ID }) => {
    const table = openTable(TABLE_NAME);
    const objects = openObjectStore();
    return {
      table,
      objects,
      configuration: openConfigurationStore(table),
      claims: openClaimStore(table),
      readExclusions: (nikHashes: readonly string[]) => readExclusions(table, nikHashes),
      readMemberships: openMemberships(table, { objects, bucket: RECORDS_BUCKET }),
      nikHasher: once(() => openNikHasher(NIK_KEY_SECRET_ID)),
      workBucket: WORK_BUCKET,
      now: () => new Date(),
    };
  },
  run: checkEligibility,
});
