import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Reply } from '../http-api/reply.ts';

const KEPT = [
  'content-type',
  'content-encoding',
  'cache-control',
  'content-disposition',
  'content-language',
  'etag',
  'last-modified',
];

const DENIED: Reply = {
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
};

/** One object of a bucket, as CloudFront may read it: without `s3:ListBucket` S3 does not tell what is absent. */
export async function readObject(port: number, bucket: string, path: string): Promise<Reply> {
  const response = await ask(port, `/${bucket}${path}`);
  const body = await buffer(response);
  if (response.statusCode !== 200) return DENIED;
  const headers = KEPT.flatMap((name): [string, string][] => {
    const value = response.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return { status: 200, headers: Object.fromEntries(headers), body };
}

function ask(port: number, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path }, resolve).once('error', reject);
  });
}
