import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { signDigest, verifyDigest } from '../../../local/services/kms/digest-signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const text = Buffer.from('{"lines":5005,"total":84084000}');
const digest = createHash('sha256').update(text).digest();

test('a signature over a digest is one over the text, as openssl verifies it', () => {
  const signature = signDigest(digest, privateKey);

  expect(verify('sha256', text, publicKey, signature)).toBe(true);
  expect(verify('sha256', Buffer.from('{"lines":5006}'), publicKey, signature)).toBe(false);
});

test('a signature that was made over the text verifies over its digest, and over no other', () => {
  const signature = sign('sha256', text, privateKey);
  const other = createHash('sha256').update('other').digest();

  expect(verifyDigest(digest, signature, publicKey)).toBe(true);
  expect(verifyDigest(other, signature, publicKey)).toBe(false);
});
