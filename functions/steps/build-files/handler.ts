import { openFileDocuments } from '../../adapters/dynamodb/file-documents.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openManifestSigner } from '../../adapters/kms/manifest-signer.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { buildFiles } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, RECORDS_BUCKET, WORK_BUCKET, SIGNING_KEY_ID }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      objects: openObjectStore(),
      recordsBucket: RECORDS_BUCKET,
      workBucket: WORK_BUCKET,
      documents: openFileDocuments(table),
      signer: openManifestSigner(SIGNING_KEY_ID),
      now: () => new Date(),
    };
  },
  run: buildFiles,
});
