import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import * as z from 'zod';
import { ServiceError } from '../../gateway/call.ts';
import { signDigest, verifyDigest } from './digest-signature.ts';
import type { KeyRing, KmsKey } from './keys.ts';

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
const keyId = { KeyId: z.string() };
const encryptionContext = { EncryptionContext: z.record(z.string(), z.string()).default({}) };

const SIGNING: Readonly<Record<string, { hash: string; padding?: number }>> = {
  ECDSA_SHA_256: { hash: 'sha256' },
  RSASSA_PKCS1_V1_5_SHA_256: { hash: 'sha256', padding: constants.RSA_PKCS1_PADDING },
  RSASSA_PSS_SHA_256: { hash: 'sha256', padding: constants.RSA_PKCS1_PSS_PADDING },
};

type Result = Record<string, unknown>;
export type KmsOperation = (input: unknown, keys: { key: KmsKey; ring: KeyRing }) => Result;

/** KMS's operations on one key, by API name. Blobs are base64, as on the wire. */
export const KMS_OPERATIONS: Readonly<Record<string, KmsOperation>> = {
  Sign: (input, { key }) => {
    const request = z
      .object({ Message: bytes, SigningAlgorithm: z.string(), MessageType: z.string().default('RAW') })
      .parse(input);
    const privateKey = createPrivateKey(material(key, 'SIGN_VERIFY'));
    const signature = isDigest(request)
      ? signDigest(request.Message, privateKey)
      : sign(...signingArguments(request, privateKey));
    return { KeyId: key.arn, Signature: signature.toString('base64'), SigningAlgorithm: request.SigningAlgorithm };
  },
  Verify: (input, { key }) => {
    const request = z
      .object({
        Message: bytes,
        Signature: bytes,
        SigningAlgorithm: z.string(),
        MessageType: z.string().default('RAW'),
      })
      .parse(input);
    const publicKey = createPublicKey(material(key, 'SIGN_VERIFY'));
    if (!isSignature(request, publicKey)) throw new ServiceError(400, 'KMSInvalidSignatureException', '');
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: request.SigningAlgorithm };
  },
  GetPublicKey: (_input, { key }) => {
    const publicKey = createPublicKey(material(key, 'SIGN_VERIFY')).export({ type: 'spki', format: 'der' });
    return { KeyId: key.arn, PublicKey: publicKey.toString('base64'), KeySpec: key.spec, KeyUsage: key.usage };
  },
  GenerateMac: (input, { key }) => {
    const request = z.object({ Message: bytes, MacAlgorithm: z.literal('HMAC_SHA_256') }).parse(input);
    return { KeyId: key.arn, Mac: mac(key, request.Message).toString('base64'), MacAlgorithm: request.MacAlgorithm };
  },
  VerifyMac: (input, { key }) => {
    const request = z.object({ Message: bytes, Mac: bytes, MacAlgorithm: z.literal('HMAC_SHA_256') }).parse(input);
    const expected = mac(key, request.Message);
    const isValid = expected.length === request.Mac.length && timingSafeEqual(expected, request.Mac);
    if (!isValid) throw new ServiceError(400, 'KMSInvalidMacException', '');
    return { KeyId: key.arn, MacValid: true, MacAlgorithm: request.MacAlgorithm };
  },
  Encrypt: (input, { key }) => {
    const request = z.object({ Plaintext: bytes, ...encryptionContext }).parse(input);
    const CiphertextBlob = seal(key, request.Plaintext, request.EncryptionContext).toString('base64');
    return { KeyId: key.arn, CiphertextBlob, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  },
  Decrypt: (input, { key }) => {
    const request = z.object({ CiphertextBlob: bytes, ...encryptionContext }).parse(input);
    const Plaintext = unseal(key, request.CiphertextBlob, request.EncryptionContext).toString('base64');
    return { KeyId: key.arn, Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  },
  GenerateDataKey: (input, { key }) => {
    const request = z
      .object({ KeySpec: z.string().optional(), NumberOfBytes: z.number().int().optional(), ...encryptionContext })
      .parse(input);
    const dataKey = randomBytes(request.NumberOfBytes ?? (request.KeySpec === 'AES_128' ? 16 : 32));
    const CiphertextBlob = seal(key, dataKey, request.EncryptionContext).toString('base64');
    return { KeyId: key.arn, Plaintext: dataKey.toString('base64'), CiphertextBlob };
  },
  DescribeKey: (_input, { key }) => ({
    KeyMetadata: {
      KeyId: key.id,
      Arn: key.arn,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      Enabled: true,
      KeyState: 'Enabled',
      KeyManager: 'CUSTOMER',
    },
  }),
};

/** Which key a call is about; a ciphertext carries its own key's id in front. */
export function keyReferenceOf(action: string, input: unknown): string {
  const named = z.object(keyId).safeParse(input);
  if (named.success) return named.data.KeyId;
  const sealed = z.object({ CiphertextBlob: bytes }).safeParse(input);
  if (action === 'Decrypt' && sealed.success) return sealed.data.CiphertextBlob.subarray(0, 36).toString('latin1');
  throw new ServiceError(400, 'ValidationException', 'KeyId is missing.');
}

function material(key: KmsKey, usage: string): string {
  if (key.usage !== usage) {
    throw new ServiceError(
      400,
      'InvalidKeyUsageException',
      `${key.arn} key usage is ${key.usage} which is not valid for this operation.`,
    );
  }
  return key.material;
}

function mac(key: KmsKey, message: Buffer): Buffer {
  return createHmac('sha256', Buffer.from(material(key, 'GENERATE_VERIFY_MAC'), 'base64'))
    .update(message)
    .digest();
}

interface Signed {
  readonly Message: Buffer;
  readonly SigningAlgorithm: string;
  readonly MessageType: string;
}

const SHA_256_BYTES = 32;

/** @throws ServiceError ValidationException when the digest has another length than its algorithm's */
function isDigest({ Message, SigningAlgorithm, MessageType }: Signed): boolean {
  if (MessageType !== 'DIGEST' || SigningAlgorithm !== 'ECDSA_SHA_256') return false;
  if (Message.length === SHA_256_BYTES) return true;
  throw new ServiceError(400, 'ValidationException', 'Digest is invalid length for algorithm ECDSA_SHA_256.');
}

function isSignature(request: Signed & { readonly Signature: Buffer }, key: KeyObject): boolean {
  if (isDigest(request)) return verifyDigest(request.Message, request.Signature, key);
  const [algorithm, message, options] = signingArguments(request, key);
  return verify(algorithm, message, options, request.Signature);
}

type SigningArguments = [string, Buffer, { key: KeyObject; padding?: number }];

function signingArguments(
  request: { Message: Buffer; SigningAlgorithm: string; MessageType: string },
  key: KeyObject,
): SigningArguments {
  const algorithm = SIGNING[request.SigningAlgorithm];
  if (algorithm === undefined || request.MessageType !== 'RAW') {
    throw new ServiceError(
      400,
      'UnsupportedOperationException',
      `${request.SigningAlgorithm} over ${request.MessageType} is not supported here.`,
    );
  }
  return [
    algorithm.hash,
    request.Message,
    { key, ...(algorithm.padding === undefined ? {} : { padding: algorithm.padding }) },
  ];
}

const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/** key id (36 characters) | iv | tag | ciphertext */
function seal(key: KmsKey, plaintext: Buffer, context: Record<string, string>): Buffer {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(material(key, 'ENCRYPT_DECRYPT'), 'base64'), iv);
  cipher.setAAD(contextBytes(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(key.id, 'latin1'), iv, cipher.getAuthTag(), body]);
}

function unseal(key: KmsKey, blob: Buffer, context: Record<string, string>): Buffer {
  const [ivEnd, tagEnd] = [36 + IV_LENGTH, 36 + IV_LENGTH + TAG_LENGTH];
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      Buffer.from(material(key, 'ENCRYPT_DECRYPT'), 'base64'),
      blob.subarray(36, ivEnd),
    );
    decipher.setAAD(contextBytes(context));
    decipher.setAuthTag(blob.subarray(ivEnd, tagEnd));
    return Buffer.concat([decipher.update(blob.subarray(tagEnd)), decipher.final()]);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError(400, 'InvalidCiphertextException', '');
  }
}

function contextBytes(context: Record<string, string>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1))));
}
