import { SESv2Client } from '@aws-sdk/client-sesv2';
import ses from 'aws-ses-v2-local';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMailSender } from '../../../functions/adapters/ses/mail-sender.ts';

type Start = (config: { host: string; port: number }) => Promise<Server>;
let server: Server;
let endpoint: string;

beforeAll(async () => {
  // Plain Node.js and the test runner see this CommonJS package's default export one level apart.
  const found = ses as unknown as Start | { default: Start };
  server = await (typeof found === 'function' ? found : found.default)({ host: '127.0.0.1', port: 0 });
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const client = (at: string) =>
  new SESv2Client({
    endpoint: at,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

test('a mail arrives at its one address with subject, text and HTML as they were given', async () => {
  const send = openMailSender('lindung@example.test', client(endpoint));
  await send({ to: 'kabid@example.test', subject: 'Mohon keputusan – “Usulan”', text: 'teks', html: '<p>html</p>' });
  const store = (await (await fetch(`${endpoint}/store`)).json()) as { emails: unknown[] };
  expect(store.emails).toMatchObject([
    {
      from: 'lindung@example.test',
      destination: { to: ['kabid@example.test'], cc: [], bcc: [] },
      subject: 'Mohon keputusan – “Usulan”',
      body: { text: 'teks', html: '<p>html</p>' },
      headers: [{ name: 'Auto-Submitted', value: 'auto-generated' }],
    },
  ]);
});

test('a mail service that cannot be reached is an error for the caller to handle', async () => {
  const send = openMailSender('lindung@example.test', client('http://127.0.0.1:1'));
  await expect(send({ to: 'a@example.test', subject: 's', text: 't', html: 'h' })).rejects.toThrow(/ECONNREFUSED/);
});
