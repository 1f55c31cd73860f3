import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { nikHasher, openNikHasher } from '../../../functions/adapters/secrets/nik-hash.ts';

const KEY = 'k'.repeat(32);

function secretOf(text: string | undefined): SecretsManagerClient {
  const client = new SecretsManagerClient({ region: 'ap-southeast-3' });
  client.send = (() => Promise.resolve({ SecretString: text })) as unknown as typeof client.send;
  return client;
}

describe('the hash of a NIK', () => {
  it('is always the same under one key, and another under another', () => {
    const hash = nikHasher(KEY);
    expect(hash('1410011203750002')).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(hash('1410011203750002')).toBe(hash('1410011203750002'));
    expect(hash('1410011203750003')).not.toBe(hash('1410011203750002'));
    expect(nikHasher('l'.repeat(32))('1410011203750002')).not.toBe(hash('1410011203750002'));
  });

  it('needs a key of at least 32 characters', async () => {
    await expect(openNikHasher('id', secretOf('short'))).rejects.toThrow('shorter than 32');
    await expect(openNikHasher('id', secretOf(undefined))).rejects.toThrow('missing');
    expect((await openNikHasher('id', secretOf(KEY)))('1')).toBe(nikHasher(KEY)('1'));
  });
});
