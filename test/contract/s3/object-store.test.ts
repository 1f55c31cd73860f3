import { createHash, randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openObjectStore } from '../../../functions/adapters/s3/object-store.ts';
import type { ObjectStore } from '../../../functions/adapters/s3/object-store.ts';
import { memoryObjectStore } from '../../support/memory-object-store.ts';
import { startFixture } from '../../unit/local/fixture/running.ts';
import type { Running } from '../../unit/local/fixture/running.ts';

let running: Running;
const NOW = new Date('2027-01-04T02:00:00.000Z');

beforeAll(async () => {
  running = await startFixture({ scheduler: false });
});
afterAll(() => running.stop());

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const realStore = () =>
  openObjectStore(new S3Client({ ...running.operator, requestChecksumCalculation: 'WHEN_REQUIRED' }), () => NOW);

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe.each([
  ['in S3', realStore],
  ['in memory', memoryObjectStore],
])('an object store %s', (_where, open) => {
  let store: ObjectStore;
  let bucket: string;
  beforeAll(() => {
    store = open();
    bucket = running.resource('Data', 'Files');
  });
  const content = (key: string) => ({ bucket, key, contentType: 'application/json' });

  it('gives back what was put, with key, hash and size', async () => {
    const stored = await store.put(content('a.json'), '{"nama":"Ñ"}');
    expect(stored).toEqual({ key: 'a.json', sha256: sha256('{"nama":"Ñ"}'), bytes: 13 });
    expect(await store.readVerifiedText(bucket, stored)).toBe('{"nama":"Ñ"}');
    expect(await store.readText(bucket, 'a.json')).toBe('{"nama":"Ñ"}');
    expect(await store.exists(bucket, 'a.json')).toBe(true);
  });

  it('says that nothing is there', async () => {
    expect(await store.readText(bucket, 'nothing')).toBeNull();
    expect(await store.exists(bucket, 'nothing')).toBe(false);
    await expect(bytesOf(store.readObject(bucket, 'nothing'))).rejects.toMatchObject({ code: 'object-missing' });
  });

  it('refuses, at its end, an object that is not what was recorded', async () => {
    const stored = await store.put(content('changed.json'), 'as approved');
    await store.put(content('changed.json'), 'as somebody changed it');
    await expect(store.readVerifiedText(bucket, stored)).rejects.toThrow('not what was recorded');
    await expect(bytesOf(store.readVerified(bucket, stored))).rejects.toMatchObject({ name: 'BrokenError' });
  });

  it('keeps what was put for ever, and takes the same content again', async () => {
    const first = await store.putNew(content('once.json'), 'first');
    expect(await store.putNew(content('once.json'), 'first')).toEqual(first);
    await expect(store.putNew(content('once.json'), 'second')).rejects.toThrow('another content');
    expect(await store.putFirst(content('once.json'), 'second')).toEqual(first);
    expect(await store.readVerifiedText(bucket, first)).toBe('first');
  });

  it('takes a stream of many parts once', async () => {
    const bytes = randomBytes(6_000_000);
    const target = { ...content('stream.bin'), once: true };
    const stored = await store.putStream(target, inParts(bytes, 100_000));
    expect(stored).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length });
    expect(await store.putStream(target, inParts(bytes, 700_000))).toEqual(stored);
    await expect(store.putStream(target, inParts(randomBytes(10), 5))).rejects.toThrow('another content');
    expect((await bytesOf(store.readVerified(bucket, stored))).equals(bytes)).toBe(true);
  });

  it('seals an upload: a copy that later uploads under the same key do not change', async () => {
    const upload = { bucket, key: 'uploads/petugas/daftar (1).csv' };
    const sealed = { bucket, key: 'requests/REV00001/roster.csv' };
    await store.put({ ...upload, contentType: 'text/csv' }, 'nik,nama');
    const copied = await store.copySealed(upload, sealed);
    expect(copied).toEqual({ key: sealed.key, sha256: sha256('nik,nama'), bytes: 8 });
    await store.put({ ...upload, contentType: 'text/csv' }, 'other');
    expect(await store.copySealed(upload, sealed)).toEqual(copied);
    await expect(store.copySealed({ bucket, key: 'uploads/none' }, { bucket, key: 'x' })).rejects.toMatchObject({
      code: 'object-missing',
    });
  });
});

describe('a presigned address', () => {
  it('takes exactly the announced file and gives it back', async () => {
    const store = realStore();
    const bucket = running.resource('Data', 'Files');
    const body = 'nik,nama\r\n';
    const request = { bucket, key: 'uploads/a.csv', contentType: 'text/csv', bytes: body.length, sha256: sha256(body) };
    const put = await store.presignPut({ ...request, expiresSeconds: 900 });
    expect(put.expiresAt).toBe('2027-01-04T02:15:00.000Z');

    const other = await fetch(put.url, { method: 'PUT', headers: put.headers, body: 'nik,name\r\n' });
    expect(other.ok).toBe(false);
    const same = await fetch(put.url, { method: 'PUT', headers: put.headers, body });
    expect(same.status).toBe(200);

    const get = await store.presignGet({ bucket, key: request.key, fileName: 'daftar "1".csv', expiresSeconds: 60 });
    const answer = await fetch(get.url);
    expect(await answer.text()).toBe(body);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="daftar__1_.csv"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});
