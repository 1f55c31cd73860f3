import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { CopyObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { BrokenError } from '../../../domain/errors.ts';
import type { StoredObject } from '../dynamodb/records.ts';
import { presignGet, presignPut } from './presign.ts';
import type { PresignGet, PresignPut, Presigned } from './presign.ts';
import { describe, exists, read, readText, textOf, verified } from './read-object.ts';
import type { Checked } from './read-object.ts';

export interface Place {
  readonly bucket: string;
  readonly key: string;
}

export interface Content extends Place {
  readonly contentType: string;
}

/** Objects in S3. Every stored object is named together with its SHA-256, and whoever reads it checks that. */
export interface ObjectStore {
  /** The bytes under `key` as they come, unchecked. @throws RefusedError `object-missing` */
  readonly readObject: (bucket: string, key: string) => AsyncIterable<Uint8Array>;
  /** The bytes as they come; a content other than recorded fails at the end, so nothing may be stored before. @throws BrokenError */
  readonly readVerified: (bucket: string, stored: Checked) => AsyncIterable<Uint8Array>;
  /** The whole object, checked before it is returned. For objects of a few megabytes. @throws BrokenError */
  readonly readVerifiedText: (bucket: string, stored: Checked) => Promise<string>;
  /** Whole object unchecked, or null when it is not there. */
  readonly readText: (bucket: string, key: string) => Promise<string | null>;
  readonly exists: (bucket: string, key: string) => Promise<boolean>;
  /** Stores, replacing what is there. Only for objects that are written the same way each time. */
  readonly put: (content: Content, bytes: Uint8Array | string) => Promise<StoredObject>;
  /** Stores for ever: another content under the same key is kept and fails. @throws BrokenError */
  readonly putNew: (content: Content, bytes: Uint8Array | string) => Promise<StoredObject>;
  /** Stores unless something stands under the key already; answers with what stands there. First come, kept for ever. */
  readonly putFirst: (content: Content, bytes: Uint8Array | string) => Promise<StoredObject>;
  /** `put` and `putNew` for contents too large to hold; `once` is putNew. */
  readonly putStream: (
    content: Content & { readonly once: boolean },
    source: AsyncIterable<Uint8Array>,
  ) => Promise<StoredObject>;
  /** Copies an upload to a key that its uploader cannot write, then hashes the copy. Repeating it keeps the first copy. */
  readonly copySealed: (from: Place, to: Place) => Promise<StoredObject>;
  readonly presignPut: (request: PresignPut) => Promise<Presigned>;
  readonly presignGet: (request: PresignGet) => Promise<Presigned>;
}

/** @param now decides when presigned addresses end */
export function openObjectStore(
  client: S3Client = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }),
  now: () => Date = () => new Date(),
): ObjectStore {
  return {
    readObject: (bucket, key) => read(client, bucket, key),
    readVerified: (bucket, stored) => verified(read(client, bucket, stored.key), stored),
    readVerifiedText: (bucket, stored) => textOf(verified(read(client, bucket, stored.key), stored)),
    readText: (bucket, key) => readText(client, bucket, key),
    exists: (bucket, key) => exists(client, bucket, key),
    put: (content, bytes) => put(client, content, bytes),
    putNew: (content, bytes) => putNew(client, content, bytes),
    putFirst: (content, bytes) => putFirst(client, content, bytes),
    putStream: (content, source) => putStream(client, content, source),
    copySealed: (from, to) => copySealed(client, from, to),
    presignPut: (request) => presignPut(client, request, now()),
    presignGet: (request) => presignGet(client, request, now()),
  };
}

function describeWhole(key: string, bytes: Uint8Array | string): StoredObject {
  const size = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.byteLength;
  return { key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: size };
}

async function put(client: S3Client, content: Content, bytes: Uint8Array | string): Promise<StoredObject> {
  await client.send(putCommand(content, bytes, false));
  return describeWhole(content.key, bytes);
}

async function putNew(client: S3Client, content: Content, bytes: Uint8Array | string): Promise<StoredObject> {
  const stored = describeWhole(content.key, bytes);
  try {
    await client.send(putCommand(content, bytes, true));
  } catch (error) {
    await acceptIfSame(client, { bucket: content.bucket, stored }, error);
  }
  return stored;
}

async function putFirst(client: S3Client, content: Content, bytes: Uint8Array | string): Promise<StoredObject> {
  try {
    await client.send(putCommand(content, bytes, true));
    return describeWhole(content.key, bytes);
  } catch (error) {
    if (!isTaken(error)) throw error;
    return describe(content.key, read(client, content.bucket, content.key));
  }
}

function putCommand({ bucket, key, contentType }: Content, bytes: Uint8Array | string, once: boolean) {
  // Buckets under Object Lock demand a checksum with every write.
  return new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: bytes,
    ContentType: contentType,
    ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
    ...(once && { IfNoneMatch: '*' }),
  });
}

async function putStream(
  client: S3Client,
  content: Content & { readonly once: boolean },
  source: AsyncIterable<Uint8Array>,
): Promise<StoredObject> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  const upload = new Upload({
    client,
    params: {
      Bucket: content.bucket,
      Key: content.key,
      Body: Readable.from(counted(), { objectMode: false }),
      ContentType: content.contentType,
      ChecksumAlgorithm: 'CRC32',
      ...(content.once && { IfNoneMatch: '*' }),
    },
    queueSize: 2,
  });
  const failure = await upload.done().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (failure !== undefined && !isTaken(failure.error)) throw failure.error;
  const stored = { key: content.key, sha256: hash.digest('hex'), bytes };
  if (failure !== undefined) await acceptIfSame(client, { bucket: content.bucket, stored }, failure.error);
  return stored;
}

/** The key was taken: the same content is success, because a step may be repeated; another content is a fault. */
async function acceptIfSame(
  client: S3Client,
  { bucket, stored }: { bucket: string; stored: StoredObject },
  error: unknown,
): Promise<void> {
  if (!isTaken(error)) throw error;
  const existing = await describe(stored.key, read(client, bucket, stored.key));
  if (existing.sha256 === stored.sha256) return;
  throw new BrokenError(`object ${stored.key} exists with another content`, { cause: error });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && (error.name === 'PreconditionFailed' || error.name === 'ConditionalRequestConflict');
}

/** The copy is hashed after copying: an upload that is replaced meanwhile changes nothing that was recorded. */
async function copySealed(client: S3Client, from: Place, to: Place): Promise<StoredObject> {
  const source = `${from.bucket}/${from.key.split('/').map(encodeURIComponent).join('/')}`;
  try {
    await client.send(new CopyObjectCommand({ Bucket: to.bucket, Key: to.key, CopySource: source, IfNoneMatch: '*' }));
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') {
      // Reading it says the same in the words of the reader above.
      await describe(from.key, read(client, from.bucket, from.key));
    }
    if (!isTaken(error)) throw error;
  }
  return describe(to.key, read(client, to.bucket, to.key));
}
