import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  DescribeExecutionCommand,
  SFNClient,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PortTakenError, StateFolderLockedError, startRuntime, type Runtime } from '../../../local/runtime.ts';
import { listen, portOf } from '../../../local/ports.ts';
import { synthesizeFixture } from './fixture/app.ts';
import { ACCOUNTS, operatorOf, physicalId } from './fixture/running.ts';
import { signIn } from './fixture/sign-in.ts';

const PATIENCE = { timeout: 30_000 };

let cdkOut: string;
let stateFolder: string;

beforeAll(() => {
  cdkOut = synthesizeFixture();
  stateFolder = mkdtempSync(join(tmpdir(), 'local-restart-'));
});
afterAll(() => {
  rmSync(stateFolder, { recursive: true, force: true });
  rmSync(join(cdkOut, '..'), { recursive: true, force: true });
});

const start = () => startRuntime({ cdkOut, stateFolder, accounts: ACCOUNTS, scheduler: false });

/** Starts a runtime in a process of its own and gives what it printed. */
async function startChild(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ child: ChildProcess; said: unknown; ended: Promise<unknown> }> {
  const script = join(import.meta.dirname, 'fixture', 'child.ts');
  const child = spawn(process.execPath, [script, cdkOut, stateFolder], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: environment,
  });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, said: JSON.parse(line), ended };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function isAlive(pid: number): boolean {
  // A process that has ended but was not waited for has an empty command line.
  return existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
}

/** Leaves one trace in every part. */
async function useEverything(runtime: Runtime): Promise<{ executionArn: string; accessToken: string }> {
  const operator = operatorOf(runtime);
  const TableName = physicalId(runtime, 'Data', 'Table');
  const Bucket = physicalId(runtime, 'Data', 'Files');
  await new DynamoDBClient(operator).send(new PutItemCommand({ TableName, Item: { pk: { S: 'kept' } } }));
  await new S3Client(operator).send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'kept' }));
  await new SESv2Client(operator).send(
    new SendEmailCommand({
      FromEmailAddress: 'noreply@example.com',
      Destination: { ToAddresses: ['kadis@example.com'] },
      Content: { Simple: { Subject: { Data: 'kept' }, Body: { Text: { Data: 'x' } } } },
    }),
  );
  const { executionArn = '' } = await new SFNClient(operator).send(
    new StartExecutionCommand({ stateMachineArn: physicalId(runtime, 'Service', 'WaitMachine') }),
  );
  const { access_token: accessToken } = await signIn({
    signInUrl: runtime.signInUrl,
    clientId: runtime.outputs['Service']?.['ClientId'] ?? '',
    email: ACCOUNTS[0]?.email ?? '',
    password: ACCOUNTS[0]?.password ?? '',
  });
  await taskToken(runtime);
  return { executionArn, accessToken };
}

function taskToken(runtime: Runtime): Promise<string> {
  const file = join(stateFolder, 'logs', `${physicalId(runtime, 'Service', 'Echo')}.log`);
  return vi.waitFor(() => {
    const token = /"taskToken":"([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1];
    if (token === undefined) throw new Error('no token yet');
    return token;
  }, PATIENCE);
}

describe('a runtime killed in the middle', () => {
  it('takes its database with it, and a new one goes on with everything', { timeout: 240_000 }, async () => {
    const { child, said } = await startChild();
    const before = said as Runtime;
    const { executionArn, accessToken } = await useEverything(before);
    await new LambdaClient(operatorOf(before)).send(
      new InvokeCommand({
        FunctionName: physicalId(before, 'Service', 'Echo'),
        InvocationType: 'Event',
        Payload: JSON.stringify({ do: 'wait-and-put', milliseconds: 700, id: 'queued' }),
      }),
    );
    const java = Number(readFileSync(join(stateFolder, 'dynamodb.pid'), 'utf8'));

    await kill(child);

    await vi.waitFor(() => expect(isAlive(java)).toBe(false), PATIENCE);
    const runtime = await start();
    try {
      expect(runtime.apiUrl).toBe(before.apiUrl);
      await expectEverythingKept(runtime, { executionArn, accessToken });
    } finally {
      await runtime.stop();
    }
  });
});

async function expectEverythingKept(
  runtime: Runtime,
  kept: { executionArn: string; accessToken: string },
): Promise<void> {
  const operator = operatorOf(runtime);
  const dynamo = new DynamoDBClient(operator);
  const get = (pk: string) =>
    dynamo.send(new GetItemCommand({ TableName: physicalId(runtime, 'Data', 'Table'), Key: { pk: { S: pk } } }));
  expect((await get('kept')).Item).toBeDefined();
  await vi.waitFor(async () => expect((await get('queued')).Item).toBeDefined(), PATIENCE);

  const object = new GetObjectCommand({ Bucket: physicalId(runtime, 'Data', 'Files'), Key: 'kept' });
  expect(await (await new S3Client(operator).send(object)).Body?.transformToString()).toBe('kept');

  const inbox = (await (await fetch(`${runtime.inboxUrl}/store`)).json()) as { emails: Array<{ subject: string }> };
  expect(inbox.emails.map((email) => email.subject)).toEqual(['kept']);

  const headers = { authorization: `Bearer ${kept.accessToken}` };
  expect((await fetch(`${runtime.apiUrl}/closed`, { headers })).status).toBe(200);

  const states = new SFNClient(operator);
  await states.send(new SendTaskSuccessCommand({ taskToken: await taskToken(runtime), output: '"approved"' }));
  await vi.waitFor(async () => {
    const execution = await states.send(new DescribeExecutionCommand({ executionArn: kept.executionArn }));
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '"approved"' });
  }, PATIENCE);
}

describe('a start', () => {
  it('is refused while another runtime works in the same state folder', { timeout: 120_000 }, async () => {
    const { child } = await startChild();

    await expect(start()).rejects.toBeInstanceOf(StateFolderLockedError);

    await kill(child);
  });

  it('tells a taken port in one line and leaves nothing behind', async () => {
    const holder = createServer();
    await listen(holder, 0);
    const api = portOf(holder);

    const starting = startRuntime({ cdkOut, stateFolder, accounts: ACCOUNTS, ports: { api } });

    await expect(starting).rejects.toThrow(new PortTakenError('api', api));
    holder.close();
    expect(existsSync(join(stateFolder, 'lock.json'))).toBe(false);
  });

  it('tells a missing Java in one line', async () => {
    const { said, ended } = await startChild({ ...process.env, PATH: '/nonexistent' });
    await ended;

    expect(said).toEqual({
      failed: expect.stringMatching(/^JavaMissingError: Java 17 or newer is needed.+not found\.$/) as string,
    });
  });

  it('with reset begins with an empty state', async () => {
    const runtime = await startRuntime({ cdkOut, stateFolder, accounts: ACCOUNTS, reset: true, scheduler: false });

    const get = new GetItemCommand({ TableName: physicalId(runtime, 'Data', 'Table'), Key: { pk: { S: 'kept' } } });
    const { Item } = await new DynamoDBClient(operatorOf(runtime)).send(get);
    const inbox = (await (await fetch(`${runtime.inboxUrl}/store`)).json()) as { emails: unknown[] };
    await runtime.stop();

    expect(Item).toBeUndefined();
    expect(inbox.emails).toEqual([]);
  });
});
