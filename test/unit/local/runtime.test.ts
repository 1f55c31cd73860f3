import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateMacCommand,
  KMSClient,
  KMSInvalidMacException,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  DescribeExecutionCommand,
  SFNClient,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FunctionFailedError } from '../../../local/runtime.ts';
import { ACCOUNTS, startFixture, type Running } from './fixture/running.ts';
import { signIn } from './fixture/sign-in.ts';

const PATIENCE = { timeout: 30_000 };

let running: Running;

beforeAll(async () => {
  running = await startFixture({ scheduler: false });
});
afterAll(() => running.stop());

interface StoredMail {
  subject: string;
  destination: { to: string[] };
}

async function mails(): Promise<StoredMail[]> {
  const store = (await (await fetch(`${running.runtime.inboxUrl}/store`)).json()) as { emails: StoredMail[] };
  return store.emails;
}

async function tokens() {
  return signIn({
    signInUrl: running.runtime.signInUrl,
    clientId: running.runtime.outputs['Service']?.['ClientId'] ?? '',
    email: ACCOUNTS[0]?.email ?? '',
    password: ACCOUNTS[0]?.password ?? '',
  });
}

describe('the running application', () => {
  it('puts local addresses where the template names an API or an issuer', () => {
    const { runtime } = running;

    expect(runtime.outputs['Service']).toMatchObject({
      ApiUrl: runtime.apiUrl,
      ApiUrlByText: `${runtime.apiUrl}/`,
      Issuer: runtime.signInUrl,
    });
  });

  it('tells through the gateway that it is healthy', async () => {
    const response = await fetch(`${running.runtime.gatewayUrl}/_local/health`);

    expect(await response.json()).toMatchObject({ status: 'ok' });
  });

  it('keeps items in the tables of the template', async () => {
    const client = new DynamoDBClient(running.operator);
    const TableName = running.resource('Data', 'Table');

    await client.send(new PutCommand({ TableName, Item: { pk: 'a', n: 1 } }));
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk: 'a' } }));

    expect(Item).toEqual({ pk: 'a', n: 1 });
  });

  it('delivers mail to the inbox', async () => {
    const client = new SESv2Client(running.operator);

    await client.send(
      new SendEmailCommand({
        FromEmailAddress: 'noreply@example.com',
        Destination: { ToAddresses: ['kadis@example.com'] },
        Content: { Simple: { Subject: { Data: 'Persetujuan' }, Body: { Text: { Data: 'isi' } } } },
      }),
    );

    expect(await mails()).toContainEqual(
      expect.objectContaining({ subject: 'Persetujuan', destination: { to: ['kadis@example.com'], cc: [], bcc: [] } }),
    );
  });

  it('verifies the codes that a key made, and no others', async () => {
    const client = new KMSClient(running.operator);
    const key = { KeyId: running.resource('Data', 'Mac'), MacAlgorithm: 'HMAC_SHA_256' } as const;
    const Message = new TextEncoder().encode('1410000000000001');

    const { Mac } = await client.send(new GenerateMacCommand({ ...key, Message }));

    await expect(client.send(new VerifyMacCommand({ ...key, Message, Mac }))).resolves.toMatchObject({
      MacValid: true,
    });
    const other = new VerifyMacCommand({ ...key, Message: new Uint8Array([1]), Mac });
    await expect(client.send(other)).rejects.toBeInstanceOf(KMSInvalidMacException);
  });

  it('decrypts under the same context only, and finds keys by alias', async () => {
    const client = new KMSClient(running.operator);
    const EncryptionContext = { purpose: 'test' };

    const sealed = await client.send(
      new EncryptCommand({ KeyId: 'alias/seal', Plaintext: new TextEncoder().encode('rahasia'), EncryptionContext }),
    );
    const opened = await client.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob, EncryptionContext }));

    expect(new TextDecoder().decode(opened.Plaintext)).toBe('rahasia');
    await expect(client.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }))).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
    const described = await client.send(new DescribeKeyCommand({ KeyId: 'alias/seal' }));
    expect(described.KeyMetadata?.Arn).toContain(running.resource('Data', 'Seal'));
  });

  it('gives a generated secret inside its template', async () => {
    const client = new SecretsManagerClient(running.operator);

    const { SecretString = '' } = await client.send(
      new GetSecretValueCommand({ SecretId: running.resource('Data', 'Secret') }),
    );

    const secret = JSON.parse(SecretString) as { user: string; pepper: string };
    expect(secret.user).toBe('a');
    expect(secret.pepper).toHaveLength(32);
  });
});

describe('functions', () => {
  it('see the environment that Lambda and the template give them', async () => {
    const result = await running.runtime.invokeFunction('Echo', { do: 'environment' });

    expect(result).toEqual({
      region: 'ap-southeast-3',
      timeZone: 'UTC',
      name: running.resource('Service', 'Echo'),
      own: 'halo',
    });
  });

  it('report what they throw in the shape of Lambda', async () => {
    const client = new LambdaClient(running.operator);

    const answer = await client.send(
      new InvokeCommand({ FunctionName: running.resource('Service', 'Echo'), Payload: '{"do":"throw"}' }),
    );

    expect(answer.FunctionError).toBe('Unhandled');
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'on purpose',
      trace: expect.any(Array) as string[],
    });
  });

  it('are ended at their timeout with the words of Lambda', async () => {
    const invocation = running.runtime.invokeFunction('Quick', { do: 'wait', milliseconds: 60_000 });

    await expect(invocation).rejects.toBeInstanceOf(FunctionFailedError);
    await expect(invocation).rejects.toMatchObject({
      errorType: 'Sandbox.Timedout',
      message: expect.stringMatching(/Task timed out after 1\.00 seconds/) as string,
    });
  });

  it('that leave their process fail alone and work again afterwards', async () => {
    await expect(running.runtime.invokeFunction('Echo', { do: 'exit' })).rejects.toMatchObject({
      errorType: 'Runtime.ExitError',
    });

    await expect(running.runtime.invokeFunction('Echo', { x: 1 })).resolves.toEqual({ x: 1 });
  });

  it('refuse a second event at a reserved concurrency of one', async () => {
    const client = new LambdaClient({ ...running.operator, maxAttempts: 1 });
    const FunctionName = running.resource('Service', 'Single');
    const invoke = () =>
      client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify({ do: 'wait', milliseconds: 300 }) }));

    const results = await Promise.allSettled([invoke(), invoke()]);

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(TooManyRequestsException);
  });

  it('write their standard output to a log of their own', async () => {
    await running.runtime.invokeFunction('Echo', { mark: 'seen-in-log' });

    const file = join(running.stateFolder, 'logs', `${running.resource('Service', 'Echo')}.log`);
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('seen-in-log'), PATIENCE);
  });

  it('called asynchronously run after the call has been accepted', async () => {
    const client = new LambdaClient(running.operator);
    const FunctionName = running.resource('Service', 'Echo');

    const answer = await client.send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{"do":"put","id":"async"}' }),
    );

    expect(answer.StatusCode).toBe(202);
    await untilStored('async');
  });
});

async function untilStored(pk: string): Promise<void> {
  const client = new DynamoDBClient(running.operator);
  const TableName = running.resource('Data', 'Table');
  await vi.waitFor(async () => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk } }));
    expect(Item).toEqual({ pk });
  }, PATIENCE);
}

describe('the HTTP API', () => {
  it('hands over an event of payload format 2.0', async () => {
    const response = await fetch(`${running.runtime.apiUrl}/open/a%20b?x=1&x=2`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'one=1; two=2', 'X-Own': 'Yes' },
      body: '{"a":1}',
    });

    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /open/{id}',
      rawQueryString: 'x=1&x=2',
      cookies: ['one=1', 'two=2'],
      headers: { 'x-own': 'Yes' },
      queryStringParameters: { x: '1,2' },
      pathParameters: { id: 'a b' },
      requestContext: { http: { method: 'POST', sourceIp: '127.0.0.1' }, stage: '$default' },
      body: '{"a":1}',
      isBase64Encoded: false,
    });
  });

  it('sends form posts to the function in base64', async () => {
    const response = await fetch(`${running.runtime.apiUrl}/open/form`, {
      method: 'POST',
      body: new URLSearchParams({ a: '1' }),
    });

    expect(await response.json()).toMatchObject({ body: Buffer.from('a=1').toString('base64'), isBase64Encoded: true });
  });

  it('answers 404 to an unknown path and to a method without a route', async () => {
    const unknown = await fetch(`${running.runtime.apiUrl}/nowhere`);
    const head = await fetch(`${running.runtime.apiUrl}/open/1`, { method: 'HEAD' });

    expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'Not Found' }]);
    expect(head.status).toBe(404);
  });

  it('refuses a body above ten megabytes', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);

    const response = await fetch(`${running.runtime.apiUrl}/open/large`, { method: 'POST', body });

    expect(response.status).toBe(413);
  });

  it('answers a preflight of an allowed origin itself', async () => {
    const headers = { origin: 'http://portal.example', 'access-control-request-method': 'GET' };

    const response = await fetch(`${running.runtime.apiUrl}/closed`, { method: 'OPTIONS', headers });

    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://portal.example');
  });

  it('lets nobody without a good token through the authorizer', async () => {
    const call = (authorization: string) =>
      fetch(`${running.runtime.apiUrl}/closed`, { headers: { authorization } }).then((response) => response.status);

    expect(await call('')).toBe(401);
    expect(await call('Bearer eyJhbGciOiJub25lIn0.e30.')).toBe(401);
  });

  it('passes the claims of a signed-in person on', async () => {
    const { access_token: token } = await tokens();

    const response = await fetch(`${running.runtime.apiUrl}/closed`, { headers: { authorization: `Bearer ${token}` } });

    expect(await response.json()).toMatchObject({
      requestContext: {
        authorizer: { jwt: { claims: { sub: 'u-1', email: 'officer@example.com', token_use: 'access' } } },
      },
    });
  });
});

describe('sign-in', () => {
  it('issues tokens with the claims of Cognito', async () => {
    const { access_token: access, id_token: id } = await tokens();

    const clientId = running.runtime.outputs['Service']?.['ClientId'];
    expect(decodeJwt(access)).toMatchObject({
      sub: 'u-1',
      client_id: clientId,
      username: 'u-1',
      iss: running.runtime.signInUrl,
    });
    expect(decodeJwt(id)).toMatchObject({ sub: 'u-1', email: 'officer@example.com', name: 'Officer', aud: clientId });
  });

  it('renews an access token by the refresh token', async () => {
    const { refresh_token: token } = await tokens();

    const response = await fetch(`${running.runtime.signInUrl}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: token,
        client_id: running.runtime.outputs['Service']?.['ClientId'] ?? '',
      }),
    });

    const renewed = (await response.json()) as { access_token: string };
    expect(decodeJwt(renewed.access_token)).toMatchObject({ sub: 'u-1' });
  });

  it('refuses a wrong password', async () => {
    const wish = {
      signInUrl: running.runtime.signInUrl,
      clientId: running.runtime.outputs['Service']?.['ClientId'] ?? '',
      email: 'officer@example.com',
      password: 'wrong',
    };

    await expect(signIn(wish)).rejects.toThrow('error=401');
  });
});

describe('state machines', () => {
  it('run their functions and end with the result', async () => {
    const client = new SFNClient(running.operator);
    const stateMachineArn = running.resource('Service', 'Machine');

    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{"x":1}' }));

    await vi.waitFor(async () => {
      const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
      expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '{"x":1}' });
    }, PATIENCE);
  });

  it('go on when a task token is answered', async () => {
    const client = new SFNClient(running.operator);
    const stateMachineArn = running.resource('Service', 'WaitMachine');
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    const taskToken = await tokenFromLog();

    await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"approved":true}' }));

    await vi.waitFor(async () => {
      const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
      expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '{"approved":true}' });
    }, PATIENCE);
  });
});

/** The echo function logs its event, and with it the token. */
function tokenFromLog(): Promise<string> {
  const file = join(running.stateFolder, 'logs', `${running.resource('Service', 'Echo')}.log`);
  return vi.waitFor(() => {
    const token = /"taskToken":"([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1];
    if (token === undefined) throw new Error('no token yet');
    return token;
  }, PATIENCE);
}

describe('schedules', () => {
  it('fire when asked, with the input of the template', async () => {
    await running.runtime.fireSchedule('Daily');

    await expect(untilStored('scheduled')).resolves.toBeUndefined();
  });
});
