import { PUBLIC_BASE_URL } from '../parameters.ts';
import type { FunctionName } from '../functions.ts';
import type { AccessContext } from './access.ts';
import { physicalName, workflowArn } from './names.ts';

/** Every variable that a function's env.ts may ask for, with its value. */
const VALUES: Readonly<Record<string, (context: AccessContext) => string>> = {
  TABLE_NAME: ({ data }) => data.table.tableName,
  UPLOADS_BUCKET: ({ data }) => data.uploads.bucketName,
  RECORDS_BUCKET: ({ data }) => data.records.bucketName,
  WORK_BUCKET: ({ data }) => data.work.bucketName,
  NIK_KEY_SECRET_ID: ({ data }) => data.nikKey.secretArn,
  LINK_MAC_KEY_ID: ({ data }) => data.linkMacKey.keyArn,
  SIGNING_KEY_ID: ({ data }) => data.signingKey.keyArn,
  PREMIUM_REQUEST_ARN: ({ scope, stage }) => workflowArn(scope, stage, 'premium-request'),
  PAYMENT_BATCH_ARN: ({ scope, stage }) => workflowArn(scope, stage, 'payment-batch'),
  SEND_MAIL_FUNCTION: ({ stage }) => physicalName(stage, 'send-mail'),
  PUBLIC_BASE_URL: ({ scope }) => PUBLIC_BASE_URL.of(scope),
  MAIL_FROM: ({ stage }) => stage.mail.from,
  MAIL_RATE_PER_SECOND: ({ stage }) => String(stage.mail.ratePerSecond),
  CHUNK_ROWS: ({ stage }) => String(stage.chunkRows),
};

/** @throws Error naming function and variable when a schema asks for what no stack provides */
export function environmentOf(
  context: AccessContext,
  name: FunctionName,
  variables: readonly string[],
): Record<string, string> {
  const pairs = variables.map((variable): [string, string] => {
    const value = VALUES[variable];
    if (value === undefined) {
      throw new Error(`${name}: env.ts asks for ${variable}, which lib/constructs/environment.ts does not provide`);
    }
    return [variable, value(context)];
  });
  return Object.fromEntries(pairs);
}
