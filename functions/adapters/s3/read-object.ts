import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, NoSuchKey, NotFound } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { BrokenError, RefusedError } from '../../../domain/errors.ts';
import type { StoredObject } from '../dynamodb/records.ts';

export type Checked = Pick<StoredObject, 'key' | 'sha256'>;

/** @throws RefusedError `object-missing` */
export async function* read(client: S3Client, bucket: string, key: string): AsyncGenerator<Uint8Array> {
  const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
    if (!(error instanceof NoSuchKey)) throw error;
    throw new RefusedError({
      code: 'object-missing',
      kind: 'not-found',
      text: {
        id: 'Berkas tidak ditemukan. Unggah ulang berkas tersebut lalu coba lagi.',
        en: 'The file was not found. Upload it again and retry.',
      },
      cause: error,
    });
  });
  const body: unknown = answer.Body;
  if (!(body instanceof Readable)) throw new BrokenError(`object ${key} came without a body`);
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new BrokenError(`object ${key} came as text`);
    yield chunk;
  }
}

/** Passes the bytes on and compares their SHA-256 with the recorded one at the end. */
export async function* verified(source: AsyncIterable<Uint8Array>, stored: Checked): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== stored.sha256) throw new BrokenError(`object ${stored.key} is not what was recorded`);
}

export async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Key, SHA-256 and size of a content, as heads record it. */
export async function describe(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredObject> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { key, sha256: hash.digest('hex'), bytes };
}

export async function readText(client: S3Client, bucket: string, key: string): Promise<string | null> {
  try {
    return await textOf(read(client, bucket, key));
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

export async function exists(client: S3Client, bucket: string, key: string): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
