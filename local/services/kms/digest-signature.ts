import type { KeyObject } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import * as z from 'zod';

/**
 * ECDSA on P-256 over a digest that the caller made, DER in and out. Node.js's own `sign` hashes whatever it is given,
 * so KMS's MessageType DIGEST cannot be had from it.
 */

const jwkSchema = z.object({ crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string().optional() });
const UNCOMPRESSED = Buffer.from([4]);

const decode = (text: string): Buffer => Buffer.from(text, 'base64url');

/** @throws ZodError when the key is not a private P-256 key */
export function signDigest(digest: Buffer, key: KeyObject): Buffer {
  const { d } = jwkSchema.required().parse(key.export({ format: 'jwk' }));
  return Buffer.from(p256.sign(digest, decode(d), { prehash: false, format: 'der' }));
}

/** @throws ZodError when the key is not a public P-256 key */
export function verifyDigest(digest: Buffer, signature: Buffer, key: KeyObject): boolean {
  const { x, y } = jwkSchema.parse(key.export({ format: 'jwk' }));
  const point = Buffer.concat([UNCOMPRESSED, decode(x), decode(y)]);
  return p256.verify(signature, digest, point, { prehash: false, format: 'der', lowS: false });
}
