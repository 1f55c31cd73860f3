import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { BrokenError } from '../../../domain/errors.ts';

/** NIK (16 digits) → 22 base64url characters that say nothing about it without the key. */
export type NikHasher = (nik: string) => string;

/** 22 base64url characters are 132 of the 256 bits: no two of a nation's 280 million numbers will meet. */
const HASH_LENGTH = 22;

export function nikHasher(key: string): NikHasher {
  return (nik) => createHmac('sha256', key).update(nik, 'utf8').digest('base64url').slice(0, HASH_LENGTH);
}

/** Reads the key once. @throws BrokenError when the secret holds no text of at least 32 characters */
export async function openNikHasher(
  secretId: string,
  client: SecretsManagerClient = new SecretsManagerClient({}),
): Promise<NikHasher> {
  const { SecretString: key } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  if (key === undefined || key.length < 32)
    throw new BrokenError('the NIK key is missing or shorter than 32 characters');
  return nikHasher(key);
}
