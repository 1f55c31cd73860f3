import { openAnswerFormat } from '../../adapters/dynamodb/file-documents.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { openExecutions } from '../../adapters/sfn/executions.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { decideLines } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['finance'],
  deps: ({ TABLE_NAME, RECORDS_BUCKET }) => {
    const table = openTable(TABLE_NAME);
    return {
      ...openPersonStore(table),
      table,
      objects: openObjectStore(),
      recordsBucket: RECORDS_BUCKET,
      answerFormat: openAnswerFormat(table),
      answerToken: openExecutions().answerToken,
      now: () => new Date(),
    };
  },
  run: decideLines,
});
