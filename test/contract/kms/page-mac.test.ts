import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPageMac } from '../../../functions/adapters/kms/page-mac.ts';
import { ServiceError } from '../../../local/gateway/call.ts';
import { KMS_OPERATIONS } from '../../../local/services/kms/operations.ts';
import { hmacTwin } from '../../support/approval-world.ts';

const arn = 'arn:aws:kms:ap-southeast-3:000000000000:key/mac';
const key = {
  id: 'mac',
  arn,
  spec: 'HMAC_256',
  usage: 'GENERATE_VERIFY_MAC',
  material: randomBytes(32).toString('base64'),
};
let server: Server;
let client: KMSClient;

/** The one-machine key service's own operations behind the wire protocol that the SDK speaks. */
beforeAll(async () => {
  server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const name = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const answer = (status: number, value: object) =>
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value));
      try {
        answer(200, KMS_OPERATIONS[name]?.(JSON.parse(body), { key, ring: { find: () => key } }) ?? {});
      } catch (error) {
        answer(400, { __type: error instanceof ServiceError ? error.code : 'InternalFailure' });
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new KMSClient({ endpoint: `http://127.0.0.1:${port}`, region: 'ap-southeast-3', credentials });
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

describe.each([
  ['the key service', () => openPageMac(arn, client)],
  ['its twin in tests', () => hmacTwin()],
])('message authentication by %s', (_name, open) => {
  test('accepts its own code for the same message and nothing else', async () => {
    const mac = open();
    const code = await mac.sign('pesan');
    expect(await mac.verify('pesan', code)).toBe(true);
    expect(await mac.verify('pesan lain', code)).toBe(false);
    expect(await mac.verify('pesan', `${code.slice(0, -2)}AA`)).toBe(false);
    for (const nonsense of ['', 'x', '!!', 'A'.repeat(43), 'A'.repeat(500)]) {
      expect(await mac.verify('pesan', nonsense)).toBe(false);
    }
  });
});
