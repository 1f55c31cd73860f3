import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeServer, listen, portOf } from '../../local/ports.ts';
import { distributionModel } from '../../local/services/cloudfront/model.ts';
import { createDistribution } from '../../local/services/cloudfront/server.ts';
import type { Reply } from '../../local/services/http-api/reply.ts';
import { startS3 } from '../../local/services/s3/start.ts';
import type { ResolvedTemplate } from '../../local/template/resolve.ts';

/** What stands in the bucket under a key. */
export interface StoredObject {
  readonly type: string;
  readonly body: string | Buffer;
  readonly cacheControl?: string;
  /** Of a body that is compressed already. */
  readonly encoding?: string;
}

export interface OpenDistribution {
  readonly url: string;
  readonly put: (key: string, object: StoredObject) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The template's distribution before a real local bucket; `api` answers in the HTTP API's place. */
export async function openDistribution(
  template: ResolvedTemplate,
  { bucket, api }: { bucket: string; api: (request: IncomingMessage) => Promise<Reply> },
): Promise<OpenDistribution> {
  const behaviours = distributionModel(template, 'http://127.0.0.1:1');
  if (behaviours === undefined) throw new Error('the template has no distribution');
  const folder = mkdtempSync(join(tmpdir(), 'distribution-'));
  const s3 = await startS3(template.resources, { folder, now: Date.now });
  const server = createServer(createDistribution({ behaviours, api, s3Port: s3.port, log: () => undefined }));
  await listen(server, 0);
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    put: async (key, { type, body, cacheControl, encoding }) => {
      const headers = {
        'content-type': type,
        ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
        ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
      };
      await fetch(`http://127.0.0.1:${s3.port}/${bucket}/${key}`, { method: 'PUT', body, headers });
    },
    stop: async () => {
      await closeServer(server);
      await s3.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
