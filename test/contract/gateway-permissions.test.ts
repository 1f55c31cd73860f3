import { BatchExecuteStatementCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  type DescribeExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FunctionFailedError } from '../../local/runtime.ts';
import { startFixture, type ClientSettings, type Running } from '../unit/local/fixture/running.ts';

let running: Running;
/** Signs with the keys of the function that may write the table and put files under inbox/. */
let echo: ClientSettings;
/** Signs with the keys of the function that may read the files. */
let quick: ClientSettings;

beforeAll(async () => {
  running = await startFixture({ scheduler: false });
  echo = await keysOf('Echo');
  quick = await keysOf('Quick');
});
afterAll(() => running.stop());

async function keysOf(name: string): Promise<ClientSettings> {
  const keys = (await running.runtime.invokeFunction(name, { do: 'keys' })) as ClientSettings['credentials'];
  return { ...running.operator, credentials: keys };
}

describe('a role', () => {
  it('may do what its policies allow', async () => {
    await expect(running.runtime.invokeFunction('Echo', { do: 'put', id: 'allowed' })).resolves.toEqual({
      stored: 'allowed',
    });
  });

  it('is refused what no policy allows, in the words of DynamoDB', async () => {
    const scan = running.runtime.invokeFunction('Echo', { do: 'scan' });

    await expect(scan).rejects.toBeInstanceOf(FunctionFailedError);
    await expect(scan).rejects.toMatchObject({
      errorType: 'AccessDeniedException',
      message: expect.stringMatching(
        /is not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:.+ because no/,
      ) as string,
    });
  });

  it('is held to the resource that a policy names', async () => {
    const client = new S3Client(echo);
    const Bucket = running.resource('Data', 'Files');

    await client.send(new PutObjectCommand({ Bucket, Key: 'inbox/a', Body: 'x' }));
    const outside = client.send(new PutObjectCommand({ Bucket, Key: 'sealed/a', Body: 'x' }));

    await expect(outside).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });

  it('without ListBucket is not told that a key is absent', async () => {
    const Bucket = running.resource('Data', 'Files');
    const get = (settings: ClientSettings) =>
      new S3Client(settings).send(new GetObjectCommand({ Bucket, Key: 'inbox/absent' }));

    await expect(get(quick)).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get(echo)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('gets the error of each service', async () => {
    const refusals = [
      () =>
        new DynamoDBClient(quick).send(
          new GetItemCommand({ TableName: running.resource('Data', 'Table'), Key: { pk: { S: 'a' } } }),
        ),
      () =>
        new DynamoDBClient(quick).send(
          new BatchExecuteStatementCommand({
            Statements: [
              {
                Statement: `INSERT INTO "${running.resource('Data', 'Table')}" VALUE {'pk': ?}`,
                Parameters: [{ S: 'a' }],
              },
            ],
          }),
        ),
      () => new LambdaClient(quick).send(new InvokeCommand({ FunctionName: running.resource('Service', 'Echo') })),
      () =>
        new SFNClient(quick).send(
          new StartExecutionCommand({ stateMachineArn: running.resource('Service', 'Machine') }),
        ),
      () =>
        new KMSClient(quick).send(
          new GenerateMacCommand({
            KeyId: running.resource('Data', 'Mac'),
            Message: new Uint8Array([1]),
            MacAlgorithm: 'HMAC_SHA_256',
          }),
        ),
      () =>
        new SESv2Client(quick).send(
          new SendEmailCommand({
            FromEmailAddress: 'a@example.com',
            Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
          }),
        ),
    ];

    for (const refusal of refusals) await expect(refusal()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('a Distributed Map', () => {
  const ended = async (
    input: { key: string; prefix: string },
    machine = 'MapMachine',
  ): Promise<DescribeExecutionCommandOutput> => {
    const client = new SFNClient(running.operator);
    const bucket = running.resource('Data', 'Files');
    const started = await client.send(
      new StartExecutionCommand({
        stateMachineArn: running.resource('Service', machine),
        input: JSON.stringify({ bucket, ...input }),
      }),
    );
    for (;;) {
      const execution = await client.send(new DescribeExecutionCommand({ executionArn: started.executionArn }));
      if (execution.status !== 'RUNNING') return execution;
    }
  };

  it('reads and writes as the role of its state machine', async () => {
    const operator = new S3Client(running.operator);
    const Bucket = running.resource('Data', 'Files');
    for (const Key of ['lists/a.json', 'inbox/a.json']) {
      await operator.send(new PutObjectCommand({ Bucket, Key, Body: '[{"n":1}]' }));
    }

    const allowed = await ended({ key: 'lists/a.json', prefix: 'results' });
    const unreadable = await ended({ key: 'inbox/a.json', prefix: 'results' });
    const unwritable = await ended({ key: 'lists/a.json', prefix: 'sealed' });

    const { ResultWriterDetails } = JSON.parse(allowed.output ?? '{}') as { ResultWriterDetails: { Key: string } };
    const manifest = await operator.send(new GetObjectCommand({ Bucket, Key: ResultWriterDetails.Key }));
    expect(await manifest.Body?.transformToString()).toContain('SUCCEEDED_0.json');
    expect(unreadable).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
    expect(unreadable.cause).toContain('is not authorized to perform: s3:GetObject');
    expect(unwritable).toMatchObject({ status: 'FAILED', error: 'States.ResultWriterFailed' });
    expect(unwritable.cause).toContain('is not authorized to perform: s3:PutObject');
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
  it('starts its child executions as that role, which must be allowed to', async () => {
    const Bucket = running.resource('Data', 'Files');
    await new S3Client(running.operator).send(new PutObjectCommand({ Bucket, Key: 'lists/b.json', Body: '[1]' }));

    const refused = await ended({ key: 'lists/b.json', prefix: 'results' }, 'ClosedMapMachine');

    expect(refused).toMatchObject({ status: 'FAILED', error: 'StepFunctions.AWSStepFunctionsException' });
    expect(refused.cause).toContain(
      `is not authorized to perform: states:StartExecution on resource: ${running.resource('Service', 'ClosedMapMachine')}`,
    );
  });
});

describe('an unknown access key', () => {
  it('is refused', async () => {
    const stranger = { ...running.operator, credentials: { accessKeyId: 'STRANGER', secretAccessKey: 'x' } };

    const call = new SFNClient(stranger).send(new StartExecutionCommand({ stateMachineArn: 'arn:aws:states:::x' }));

    await expect(call).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  });
});
