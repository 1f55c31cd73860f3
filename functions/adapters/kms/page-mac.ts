import { GenerateMacCommand, KMSClient, KMSInvalidMacException, VerifyMacCommand } from '@aws-sdk/client-kms';
import { BrokenError } from '../../../domain/errors.ts';

/** Message authentication with a key that never leaves the key service. MACs are base64url texts. */
export interface PageMac {
  readonly sign: (message: string) => Promise<string>;
  readonly verify: (message: string, mac: string) => Promise<boolean>;
}

const MAC_ALGORITHM = 'HMAC_SHA_256';
const MAC_BYTES = 32;

/** @param keyId env LINK_MAC_KEY_ID: a KMS key of the spec HMAC_256 */
export function openPageMac(keyId: string, client: KMSClient = new KMSClient({})): PageMac {
  return {
    sign: async (message) => {
      const command = { KeyId: keyId, MacAlgorithm: MAC_ALGORITHM, Message: Buffer.from(message, 'utf8') } as const;
      const { Mac } = await client.send(new GenerateMacCommand(command));
      if (Mac === undefined) throw new BrokenError('the key service answered without a MAC');
      return Buffer.from(Mac).toString('base64url');
    },
    verify: async (message, mac) => {
      const bytes = Buffer.from(mac, 'base64url');
      if (bytes.length !== MAC_BYTES) return false;
      const Message = Buffer.from(message, 'utf8');
      try {
        const answer = await client.send(
          new VerifyMacCommand({ KeyId: keyId, MacAlgorithm: MAC_ALGORITHM, Message, Mac: bytes }),
        );
        return answer.MacValid === true;
      } catch (error) {
        if (error instanceof KMSInvalidMacException) return false;
        throw error;
      }
    },
  };
}
