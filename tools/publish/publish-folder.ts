import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { COMPRESSED } from '../compress-assets.ts';

/** What a browser is told a file is. A file of any other kind stops the publication: someone must say what it is. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Names under assets/ hold a hash of the content, so what a browser has of them never grows old. */
const cacheControlOf = (key: string): string =>
  key.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

interface PublishedFile {
  readonly key: string;
  readonly bytes: Buffer;
  readonly type: string;
  /** Of bytes that are compressed. Every browser that can run the portal reads it; it is stored in no other form. */
  readonly encoding?: 'br';
}

function filesOf(folder: string): PublishedFile[] {
  const names = globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile());
  const present = new Set(names);
  return names
    .filter((file) => !file.endsWith(COMPRESSED))
    .map((file) => {
      const type = TYPES[extname(file)];
      if (type === undefined) throw new Error(`${file}: no content type is known for ${extname(file) || 'its name'}`);
      const key = file.split(sep).join('/');
      const compressed = `${file}${COMPRESSED}`;
      return present.has(compressed)
        ? { key, type, bytes: readFileSync(join(folder, compressed)), encoding: 'br' }
        : { key, type, bytes: readFileSync(join(folder, file)) };
    });
}

/** Pages last: a page must find what it names. */
const partsFirst = (a: PublishedFile, b: PublishedFile): number =>
  Number(a.key.endsWith('.html')) - Number(b.key.endsWith('.html')) || a.key.localeCompare(b.key);

async function tagsIn(client: S3Client, bucket: string): Promise<Map<string, string>> {
  const tags = new Map<string, string>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    for (const { Key, ETag } of page.Contents ?? []) if (Key !== undefined) tags.set(Key, ETag ?? '');
  }
  return tags;
}

/**
 * Puts the folder's files into the bucket, those that differ, compressed where a compressed form lies beside. What is there besides stays: a page that somebody has open
 * since yesterday still loads yesterday's parts.
 * @returns keys of the files that were put
 */
export async function publishFolder(
  client: S3Client,
  { folder, bucket }: { folder: string; bucket: string },
): Promise<string[]> {
  const present = await tagsIn(client, bucket);
  const changed = filesOf(folder)
    .filter(({ key, bytes }) => present.get(key) !== `"${createHash('md5').update(bytes).digest('hex')}"`)
    .toSorted(partsFirst);
  for (const { key, bytes, type, encoding } of changed) {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: type,
        ContentEncoding: encoding,
        CacheControl: cacheControlOf(key),
      }),
    );
  }
  return changed.map(({ key }) => key);
}
