import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { BrokenError } from '../../../domain/errors.ts';

/** Signs with a KMS key that nobody can take out (ECC NIST P-256). */
export interface ManifestSigner {
  /** DER signature (ECDSA over SHA-256), as `openssl dgst -sha256 -verify` wants it. */
  readonly sign: (text: string) => Promise<Uint8Array>;
  /** The public key as PEM. */
  readonly publicKey: () => Promise<string>;
}

/** @param keyId env SIGNING_KEY_ID */
export function openManifestSigner(keyId: string, client: KMSClient = new KMSClient({})): ManifestSigner {
  return {
    sign: async (text) => {
      // KMS takes messages of at most 4 KB, digests of anything.
      const digest = createHash('sha256').update(text, 'utf8').digest();
      const answer = await client.send(
        new SignCommand({ KeyId: keyId, Message: digest, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }),
      );
      if (answer.Signature === undefined) throw new BrokenError('the key service answered without a signature');
      return answer.Signature;
    },
    publicKey: async () => {
      const { PublicKey: der } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (der === undefined) throw new BrokenError('the key service answered without a public key');
      return pemOf(der);
    },
  };
}

function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}
