// The package offers no other way to its store; `lib` is its own folder, not ours.
// oxlint-disable-next-line no-restricted-imports
import FilesystemStore from '@20minutes/s3rver/lib/stores/filesystem.js';
// oxlint-disable-next-line no-restricted-imports
import S3Object from '@20minutes/s3rver/lib/models/object.js';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { retainUntil, type BucketLock } from './object-lock.ts';

const KEPT_HEADERS = [
  'x-amz-checksum-sha256',
  'x-amz-checksum-sha1',
  'x-amz-checksum-crc32',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
];
for (const header of KEPT_HEADERS) {
  if (!S3Object.ALLOWED_METADATA.includes(header)) S3Object.ALLOWED_METADATA.push(header);
}

/**
 * s3rver's file store with two changes. A write appears whole or not at all, as on S3: s3rver writes in place, so a
 * killed process would leave half an object that If-None-Match then protects. And objects of locked buckets get their
 * default retention.
 */
export class FileStore extends FilesystemStore {
  readonly #locks: ReadonlyMap<string, BucketLock>;
  readonly #now: () => number;

  constructor(directory: string, locks: ReadonlyMap<string, BucketLock>, now: () => number) {
    super(directory);
    this.#locks = locks;
    this.#now = now;
  }

  override async putObject(object: S3Object): Promise<{ size: number; md5: string }> {
    const path = this.getResourcePath(object.bucket, object.key, 'object');
    const draft = `${path}.${randomUUID()}.tmp`;
    await mkdir(dirname(path), { recursive: true });
    try {
      const [size, md5] = await this.#write(draft, object.content);
      await this.putMetadata(object.bucket, object.key, object.metadata, md5);
      await rename(draft, path);
      return { size, md5 };
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  override async putMetadata(bucket: string, ...rest: [string, Record<string, unknown>, string?]): Promise<void> {
    const [key, metadata, md5] = rest;
    await super.putMetadata(bucket, key, { ...metadata, ...this.#defaultRetention(bucket, metadata) }, md5);
  }

  /** Retention and checksums of the source are not the copy's. */
  override async copyObject(
    sourceBucket: string,
    sourceKey: string,
    bucket: string,
    ...more: [key: string, replacement: Record<string, unknown> | null]
  ): Promise<Record<string, unknown>> {
    const [key, replacement] = more;
    const source = await this.getObject(sourceBucket, sourceKey);
    if (source === null) throw new Error(`${sourceKey} disappeared while it was copied.`);
    const kept = Object.entries(replacement ?? source.metadata).filter(
      ([name]) => !name.startsWith('x-amz-object-lock-'),
    );
    await this.putObject(new S3Object(bucket, key, source.content, Object.fromEntries(kept)));
    return this.getMetadata(bucket, key);
  }

  // s3rver answers for a buffer before it is on disk; waiting for it is the point here.
  async #write(path: string, content: NodeJS.ReadableStream | Buffer): Promise<[number, string]> {
    if (!Buffer.isBuffer(content)) return this.putContent(path, content);
    await writeFile(path, content);
    const written = await this.putContent(`${path}.sum`, content);
    await rm(`${path}.sum`, { force: true });
    return written;
  }

  #defaultRetention(bucket: string, metadata: Record<string, unknown>): Record<string, string> {
    const lock = this.#locks.get(bucket);
    if (lock?.retention === undefined || 'x-amz-object-lock-mode' in metadata) return {};
    return {
      'x-amz-object-lock-mode': lock.retention.mode,
      'x-amz-object-lock-retain-until-date': retainUntil(lock.retention, this.#now()).toISOString(),
    };
  }
}
