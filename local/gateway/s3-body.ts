import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { crc32 } from 'node:zlib';
import { ServiceError } from './call.ts';

/** Headers of a request to S3, where addresses signed in advance carry the x-amz- ones in the query. */
export function s3HeadersOf(request: IncomingMessage, url: URL): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers[name] = value;
  for (const [name, value] of url.searchParams) if (name.startsWith('x-amz-')) headers[name] = value;
  return headers;
}

export function isAwsChunked(headers: Record<string, string>): boolean {
  return (
    (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
    /\baws-chunked\b/.test(headers['content-encoding'] ?? '')
  );
}

/**
 * Takes the frames of an aws-chunked body away: `SIZE[;chunk-signature=…]\r\n DATA \r\n … 0\r\n trailers \r\n`.
 * Trailers are handed to `onTrailer`. Chunk signatures are not checked: the caller is known by the request's own.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class ChunkedDecoder extends Transform {
  #rest: Buffer = Buffer.alloc(0);
  #remaining = 0;
  #state: 'size' | 'data' | 'data-end' | 'trailers' = 'size';
  readonly #onTrailer: (name: string, value: string) => void;

  constructor(onTrailer: (name: string, value: string) => void) {
    super();
    this.#onTrailer = onTrailer;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#step());
    done();
  }

  override _flush(done: TransformCallback): void {
    const isComplete = this.#state === 'trailers';
    done(isComplete ? null : new ServiceError(400, 'IncompleteBody', 'The request body terminated unexpectedly.'));
  }

  /** Consumes one line or one piece of data; false when more input is needed. */
  #step(): boolean {
    if (this.#state !== 'data') return this.#line();
    if (this.#rest.length === 0) return false;
    const piece = this.#rest.subarray(0, this.#remaining);
    this.push(piece);
    this.#rest = this.#rest.subarray(piece.length);
    this.#remaining -= piece.length;
    if (this.#remaining === 0) this.#state = 'data-end';
    return true;
  }

  #line(): boolean {
    const end = this.#rest.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.#rest.subarray(0, end).toString('latin1');
    this.#rest = this.#rest.subarray(end + 2);
    if (this.#state === 'data-end') this.#state = 'size';
    else if (this.#state === 'size') {
      this.#remaining = parseInt(line, 16);
      this.#state = this.#remaining === 0 ? 'trailers' : 'data';
    } else if (line.includes(':')) {
      this.#onTrailer(line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim());
    }
    return true;
  }
}

interface Digest {
  update(chunk: Buffer): void;
  value(): string;
}

const hashDigest = (hash: Hash): Digest => ({
  update: (chunk) => void hash.update(chunk),
  value: () => hash.digest('base64'),
});

function crcDigest(): Digest {
  let crc = 0;
  return {
    update: (chunk) => {
      crc = crc32(chunk, crc);
    },
    value: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc);
      return bytes.toString('base64');
    },
  };
}

const DIGESTS: Readonly<Record<string, () => Digest>> = {
  'x-amz-checksum-sha256': () => hashDigest(createHash('sha256')),
  'x-amz-checksum-sha1': () => hashDigest(createHash('sha1')),
  'x-amz-checksum-crc32': crcDigest,
  'content-md5': () => hashDigest(createHash('md5')),
};

/** Lets a body through and fails at its end when it does not have the checksums that were promised. */
export class ChecksumCheck extends Transform {
  readonly #digests = new Map<string, Digest>();
  readonly #promised: ReadonlyMap<string, string>;

  /** `promised` may still get entries (trailers) until the body ends; `names` are the checksums to compute. */
  constructor(names: readonly string[], promised: ReadonlyMap<string, string>) {
    super();
    this.#promised = promised;
    for (const name of names) {
      const digest = DIGESTS[name];
      if (digest === undefined)
        throw new ServiceError(501, 'NotImplemented', `Checksum ${name} is not supported here.`);
      this.#digests.set(name, digest());
    }
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    for (const digest of this.#digests.values()) digest.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    for (const [name, digest] of this.#digests) {
      const promised = this.#promised.get(name);
      if (promised === digest.value()) continue;
      const algorithm = name.replace('x-amz-checksum-', '').toUpperCase();
      done(new ServiceError(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`));
      return;
    }
    done();
  }
}

/** The checksum headers and trailers a request promises; trailers have no value yet. */
export function promisedChecksums(headers: Record<string, string>): { names: string[]; values: Map<string, string> } {
  const isChecksum = (name: string): boolean =>
    /^x-amz-checksum-(?!algorithm|mode|type)/.test(name) || name === 'content-md5';
  const values = new Map(Object.entries(headers).filter(([name]) => isChecksum(name)));
  const trailers = (headers['x-amz-trailer'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(isChecksum);
  return { names: [...new Set([...values.keys(), ...trailers])], values };
}
