import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressAssets } from '../../tools/compress-assets.ts';
import { publishFolder } from '../../tools/publish/publish-folder.ts';
import { startFixture } from '../unit/local/fixture/running.ts';
import type { Running } from '../unit/local/fixture/running.ts';

let running: Running;
let client: S3Client;
let bucket: string;
const folder = mkdtempSync(join(tmpdir(), 'publish-'));

beforeAll(async () => {
  running = await startFixture({ scheduler: false });
  client = new S3Client(running.operator);
  bucket = running.resource('Data', 'Files');
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), 'one');
  writeFileSync(join(folder, 'assets', 'a-1.js'), 'a');
});
afterAll(async () => {
  client.destroy();
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const stored = async (key: string): Promise<unknown[]> => {
  const { Body, ContentType, CacheControl } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return [await Body?.transformToString(), ContentType, CacheControl];
};

it('puts pages after the parts they name, with types, and lets browsers keep only what never changes', async () => {
  expect(await publishFolder(client, { folder, bucket })).toEqual(['assets/a-1.js', 'index.html']);

  expect(await stored('index.html')).toEqual(['one', 'text/html; charset=utf-8', 'no-cache']);
  expect(await stored('assets/a-1.js')).toEqual([
    'a',
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ]);
});

it('puts only what differs, and leaves parts of earlier versions for pages that are still open', async () => {
  await publishFolder(client, { folder, bucket });
  writeFileSync(join(folder, 'index.html'), 'two');
  rmSync(join(folder, 'assets', 'a-1.js'));
  writeFileSync(join(folder, 'assets', 'a-2.js'), 'b');

  expect(await publishFolder(client, { folder, bucket })).toEqual(['assets/a-2.js', 'index.html']);
  expect((await stored('assets/a-1.js'))[0]).toBe('a');
});

it('puts a part in its compressed form when one lies beside it, and nothing under the name of that form', async () => {
  const code = 'export const a = 1;'.repeat(100);
  writeFileSync(join(folder, 'assets', 'a-3.js'), code);
  await compressAssets(join(folder, 'assets'));

  expect(await publishFolder(client, { folder, bucket })).toEqual(['assets/a-2.js', 'assets/a-3.js']);

  const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'assets/a-3.js' }));
  const bytes = (await object.Body?.transformToByteArray()) ?? new Uint8Array();
  expect([object.ContentEncoding, object.ContentType]).toEqual(['br', 'text/javascript; charset=utf-8']);
  expect(bytes.length).toBeLessThan(code.length / 10);
  expect(brotliDecompressSync(bytes).toString()).toBe(code);
});

it('stops before anything is put when nobody said what kind of file one is', async () => {
  writeFileSync(join(folder, 'notes.docx'), '');

  await expect(publishFolder(client, { folder, bucket })).rejects.toThrow('notes.docx: no content type is known');
});
