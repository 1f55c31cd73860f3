import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPageMac } from '../../../functions/adapters/kms/page-mac.ts';
import { hmacTwin } from '../../support/approval-world.ts';
import { startLocalKms } from '../../support/local-kms.ts';
import type { LocalKms } from '../../support/local-kms.ts';

const arn = 'arn:aws:kms:ap-southeast-3:000000000000:key/mac';
const key = {
  id: 'mac',
  arn,
  spec: 'HMAC_256',
  usage: 'GENERATE_VERIFY_MAC',
  material: randomBytes(32).toString('base64'),
};
let service: LocalKms;
beforeAll(async () => {
  service = await startLocalKms(key);
});
afterAll(() => service.stop());

describe.each([
  ['the key service', () => openPageMac(arn, service.client)],
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
