import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import type { Access } from '../functions/entry.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { executionsArn, functionArn, mailConfigurationSet, workflowArn } from './names.ts';
import type { WorkflowName } from './names.ts';

export interface AccessContext {
  readonly scope: Construct;
  readonly stage: Stage;
  readonly data: DataStack;
}

const allow = (actions: string[], resources: string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({ actions, resources });

const TABLE_READS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const TABLE_WRITES = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

const tableAndIndexes = ({ table }: DataStack): string[] => [
  table.tableArn,
  ...['due', 'list'].map((index) => `${table.tableArn}/index/${index}`),
];

const readBucket = (bucket: Bucket): iam.PolicyStatement[] => [
  allow(['s3:GetObject'], [bucket.arnForObjects('*')]),
  // Without it S3 answers 403 instead of 404 for an object that is not there.
  allow(['s3:ListBucket'], [bucket.bucketArn]),
];

const writeBucket = (bucket: Bucket): iam.PolicyStatement[] => [
  allow(['s3:PutObject', 's3:AbortMultipartUpload'], [bucket.arnForObjects('*')]),
];

const start = (context: AccessContext, name: WorkflowName): iam.PolicyStatement[] => [
  allow(['states:StartExecution'], [workflowArn(context.scope, context.stage, name)]),
];

/** What each word of the tables in lib/functions means. */
const MEANING: Record<Access, (context: AccessContext) => iam.PolicyStatement[]> = {
  'table:read': ({ data }) => [allow(TABLE_READS, tableAndIndexes(data))],
  table: ({ data }) => [allow([...TABLE_READS, ...TABLE_WRITES], tableAndIndexes(data))],
  // PartiQL has actions of its own: an INSERT is not covered by PutItem.
  'table:insert': ({ data }) => [allow(['dynamodb:PartiQLInsert'], [data.table.tableArn])],
  'uploads:read': ({ data }) => readBucket(data.uploads),
  'uploads:write': ({ data }) => writeBucket(data.uploads),
  'records:read': ({ data }) => readBucket(data.records),
  'records:write': ({ data }) => writeBucket(data.records),
  'work:read': ({ data }) => readBucket(data.work),
  'work:write': ({ data }) => writeBucket(data.work),
  'nik-key': ({ data }) => [allow(['secretsmanager:GetSecretValue'], [data.nikKey.secretArn])],
  'link-mac': ({ data }) => [allow(['kms:GenerateMac', 'kms:VerifyMac'], [data.linkMacKey.keyArn])],
  sign: ({ data }) => [allow(['kms:Sign', 'kms:GetPublicKey'], [data.signingKey.keyArn])],
  ses: ({ scope, stage }) => [
    allow(
      ['ses:SendEmail'],
      [
        Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName: stage.mail.domain }),
        // The domain's default set counts as named by the call.
        Stack.of(scope).formatArn({
          service: 'ses',
          resource: 'configuration-set',
          resourceName: mailConfigurationSet(stage),
        }),
      ],
    ),
  ],
  'start-premium-request': (context) => start(context, 'premium-request'),
  'start-payment-batch': (context) => start(context, 'payment-batch'),
  'describe-executions': ({ scope, stage }) => [
    allow(
      ['states:DescribeExecution'],
      [
        executionsArn(scope, { stage, name: 'premium-request' }, ':*'),
        executionsArn(scope, { stage, name: 'payment-batch' }, ':*'),
      ],
    ),
  ],
  'answer-tokens': ({ scope, stage }) => [
    allow(
      ['states:SendTaskSuccess'],
      [workflowArn(scope, stage, 'premium-request'), workflowArn(scope, stage, 'payment-batch')],
    ),
  ],
  'nudge-mail': ({ scope, stage }) => [allow(['lambda:InvokeFunction'], [functionArn(scope, stage, 'send-mail')])],
};

/** Data lies encrypted under one key; a caller may use it only by way of the services that hold the data. */
function useDataKey({ scope, data }: AccessContext): iam.PolicyStatement {
  const { region } = Stack.of(scope);
  return new iam.PolicyStatement({
    actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    resources: [data.dataKey.keyArn],
    conditions: {
      StringEquals: {
        'kms:ViaService': ['dynamodb', 's3', 'secretsmanager'].map((service) => `${service}.${region}.amazonaws.com`),
      },
    },
  });
}

export function statementsFor(context: AccessContext, access: readonly Access[]): iam.PolicyStatement[] {
  return [...access.flatMap((word) => MEANING[word](context)), useDataKey(context)];
}
