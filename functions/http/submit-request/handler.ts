import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { openExecutions } from '../../adapters/sfn/executions.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { openSubmitConfiguration } from './configuration.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { submitRequest } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer'],
  deps: ({ TABLE_NAME, UPLOADS_BUCKET, RECORDS_BUCKET, PREMIUM_REQUEST_ARN }) => {
    const table = openTable(TABLE_NAME);
    return {
      ...openPersonStore(table),
      table,
      configuration: openSubmitConfiguration(table),
      objects: openObjectStore(),
      uploadsBucket: UPLOADS_BUCKET,
      recordsBucket: RECORDS_BUCKET,
      executions: openExecutions(),
      machineArn: PREMIUM_REQUEST_ARN,
      now: () => new Date(),
    };
  },
  run: submitRequest,
});
