import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Reply } from '../http-api/reply.ts';
import type { Encoding } from './policies.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const COMPRESSED = /^(text\/|application\/(javascript|json|xml|manifest\+json|wasm)|image\/svg\+xml)/;
const MIN_BYTES = 1000;
const MAX_BYTES = 10_000_000;
/** What an edge would keep; the portal has some hundred files. */
const MAX_KEPT = 500;

const squeeze: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify<Buffer, Buffer>(gzip),
};

export type Compress = (reply: Reply, allowed: readonly Encoding[], accepted: string) => Promise<Reply>;

/** Compresses answers with an ETag as an edge does; each is compressed once. */
export function createCompress(): Compress {
  const kept = new Map<string, Promise<Buffer>>();
  return async (reply, allowed, accepted) => {
    const encoding = allowed.find((candidate) => acceptsEncoding(accepted, candidate));
    const { etag } = reply.headers;
    if (encoding === undefined || typeof etag !== 'string' || !isCompressible(reply)) return reply;
    const key = `${encoding} ${etag}`;
    const body = kept.get(key) ?? squeeze[encoding](Buffer.from(reply.body));
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, body);
    const headers = { ...reply.headers, 'content-encoding': encoding, vary: 'Accept-Encoding', etag: `W/${etag}` };
    return { ...reply, headers, body: await body };
  };
}

function acceptsEncoding(accepted: string, encoding: Encoding): boolean {
  return accepted.split(',').some((part) => {
    const [name = '', weight = ''] = part.trim().split(/\s*;\s*/);
    return name === encoding && weight !== 'q=0';
  });
}

function isCompressible({ status, headers, body }: Reply): boolean {
  const bytes = Buffer.byteLength(body);
  return (
    status === 200 &&
    headers['content-encoding'] === undefined &&
    COMPRESSED.test(String(headers['content-type'])) &&
    bytes >= MIN_BYTES &&
    bytes <= MAX_BYTES
  );
}
