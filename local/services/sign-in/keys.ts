import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import * as z from 'zod';
import type { StateFolder } from '../../state-folder.ts';

const keysSchema = z.object({ jwk: z.record(z.string(), z.unknown()), cookieKey: z.string() });

export interface SignInKeys {
  /** Private RS256 key that signs tokens. */
  jwk: JWK;
  cookieKey: string;
}

/** The keys made at the first start, so that tokens and sessions outlive a restart. */
export async function signInKeys(folder: StateFolder): Promise<SignInKeys> {
  const stored = folder.readJson('sign-in/keys.json', keysSchema);
  if (stored !== undefined) return stored;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex') };
  const keys = { jwk, cookieKey: randomBytes(32).toString('hex') };
  folder.writeJson('sign-in/keys.json', keys);
  return keys;
}
