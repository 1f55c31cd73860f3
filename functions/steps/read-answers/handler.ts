import { openBatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { openClaimStore } from '../../adapters/dynamodb/claim-store.ts';
import { openAnswerFormat } from '../../adapters/dynamodb/file-documents.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { openNikHasher } from '../../adapters/secrets/nik-hash.ts';
import { once, stepHandler } from '../../runtime/step-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { readAnswers } from './step.ts';

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, RECORDS_BUCKET, WORK_BUCKET, NIK_KEY_SECRET_ID }) => {
    const table = openTable(TABLE_NAME);
    return {
      table,
      objects: openObjectStore(),
      claims: openClaimStore(table),
      recordsBucket: RECORDS_BUCKET,
      workBucket: WORK_BUCKET,
      answerFormat: openAnswerFormat(table),
      nikHasher: once(() => openNikHasher(NIK_KEY_SECRET_ID)),
      utcOffsetMinutes: openBatchCalendar(table).utcOffsetMinutes,
      now: () => new Date(),
    };
  },
  run: readAnswers,
});
