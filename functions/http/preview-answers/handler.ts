import { openBatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { openClaimStore } from '../../adapters/dynamodb/claim-store.ts';
import { openAnswerFormat } from '../../adapters/dynamodb/file-documents.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { openNikHasher } from '../../adapters/secrets/nik-hash.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { once } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { previewAnswers } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['finance'],
  deps: ({ TABLE_NAME, UPLOADS_BUCKET, RECORDS_BUCKET, WORK_BUCKET, NIK_KEY_SECRET_ID }) => {
    const table = openTable(TABLE_NAME);
    return {
      ...openPersonStore(table),
      table,
      objects: openObjectStore(),
      claims: openClaimStore(table),
      uploadsBucket: UPLOADS_BUCKET,
      recordsBucket: RECORDS_BUCKET,
      workBucket: WORK_BUCKET,
      answerFormat: openAnswerFormat(table),
      nikHasher: once(() => openNikHasher(NIK_KEY_SECRET_ID)),
      utcOffsetMinutes: openBatchCalendar(table).utcOffsetMinutes,
      now: () => new Date(),
    };
  },
  run: previewAnswers,
});
