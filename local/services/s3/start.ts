import S3rver from '@20minutes/s3rver';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { closeServer, listen, portOf } from '../../ports.ts';
import type { ResolvedResource } from '../../template/resolve.ts';
import { corsConfigurationXml } from './cors.ts';
import { FileStore } from './file-store.ts';
import { lockOf, type BucketLock } from './object-lock.ts';

export interface S3Process {
  port: number;
  folder: string;
  locks: ReadonlyMap<string, BucketLock>;
  stop(): Promise<void>;
}

/** Starts s3rver on a free port of its own, with the template's buckets, as files in `folder`. */
export async function startS3(
  resources: readonly ResolvedResource[],
  settings: { folder: string; now: () => number },
): Promise<S3Process> {
  const { folder } = settings;
  mkdirSync(folder, { recursive: true });
  const buckets = resources.filter((resource) => resource.type === 'AWS::S3::Bucket');
  const locks = new Map<string, BucketLock>();
  for (const bucket of buckets) {
    const lock = lockOf(bucket);
    if (lock !== undefined) locks.set(bucket.ref, lock);
  }
  const s3rver = new S3rver({
    silent: true,
    directory: folder,
    vhostBuckets: false,
    configureBuckets: buckets.map((bucket) => ({ name: bucket.ref, configs: corsConfigurationXml(bucket.properties) })),
  });
  s3rver.store = new FileStore(folder, locks, settings.now);
  s3rver.context.store = s3rver.store;
  await s3rver.configureBuckets();
  const server = createServer({ keepAliveTimeout: 60_000 }, s3rver.callback());
  await listen(server, 0);
  const stop = async (): Promise<void> => {
    await closeServer(server);
    s3rver.logger.exceptions.unhandle();
    s3rver.logger.close();
  };
  return { port: portOf(server), folder, locks, stop };
}
