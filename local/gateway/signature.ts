import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The parts of a version 4 signature: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
export interface Signature {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** For addresses signed in advance: when they were signed and for how many seconds they are good. */
  presigned?: { signedAt: string; expires: number };
}

/** Reads the signature from the header or, for addresses signed in advance, from the query. */
export function readSignature(request: IncomingMessage, url: URL): Signature | undefined {
  const header = request.headers.authorization;
  return header === undefined ? readQuery(url.searchParams) : readHeader(header);
}

function readHeader(header: string): Signature | undefined {
  const credential = /Credential=([^,\s]+)/.exec(header)?.[1];
  if (!header.startsWith('AWS4-HMAC-SHA256') || credential === undefined) return undefined;
  return {
    ...readCredential(credential),
    signedHeaders: (/SignedHeaders=([^,\s]+)/.exec(header)?.[1] ?? '').split(';'),
    signature: /Signature=([0-9a-f]+)/.exec(header)?.[1] ?? '',
  };
}

function readQuery(query: URLSearchParams): Signature | undefined {
  const credential = query.get('X-Amz-Credential');
  if (credential === null) return undefined;
  return {
    ...readCredential(credential),
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    presigned: { signedAt: query.get('X-Amz-Date') ?? '', expires: Number(query.get('X-Amz-Expires') ?? '0') },
  };
}

function readCredential(credential: string): Pick<Signature, 'accessKeyId' | 'date' | 'region' | 'service'> {
  const [accessKeyId = '', date = '', region = '', service = ''] = credential.split('/');
  return { accessKeyId, date, region, service };
}

/** True when an address signed in advance was signed with this secret for exactly this method, path, query and headers. */
export function isPresignedWith(
  secret: string,
  signature: Signature,
  call: { request: IncomingMessage; url: URL },
): boolean {
  const { request, url } = call;
  const headers = signature.signedHeaders
    .map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
    .join('');
  const payload = url.searchParams.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const canonical = [
    request.method,
    url.pathname,
    canonicalQuery(url.searchParams),
    headers,
    signature.signedHeaders.join(';'),
    payload,
  ].join('\n');
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const stringToSign = ['AWS4-HMAC-SHA256', signature.presigned?.signedAt ?? '', scope, digest].join('\n');
  return hmac(signingKey(secret, signature), stringToSign).toString('hex') === signature.signature;
}

/** Milliseconds since 1970 at which an address signed in advance stops working; 0 when its date is unreadable. */
export function expiryOf(presigned: { signedAt: string; expires: number }): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(presigned.signedAt);
  if (match === null) return 0;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) + presigned.expires * 1000;
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function signingKey(secret: string, { date, region, service }: Signature): Buffer {
  return [date, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secret}`),
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
