import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** An address that works until `expiresAt` (ISO, UTC), with exactly these headers. */
export interface Presigned {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly expiresAt: string;
}

export interface PresignPut {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Lower-case hex; S3 refuses a body with another SHA-256. */
  readonly sha256: string;
  readonly expiresSeconds: number;
}

export interface PresignGet {
  readonly bucket: string;
  readonly key: string;
  /** The name under which the browser saves it. */
  readonly fileName: string;
  readonly expiresSeconds: number;
}

const CHECKSUM = 'x-amz-checksum-sha256';

const expiryOf = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

/** The client must have requestChecksumCalculation WHEN_REQUIRED, or the checksum of an empty body is signed in. */
export async function presignPut(client: S3Client, request: PresignPut, now: Date): Promise<Presigned> {
  const checksum = Buffer.from(request.sha256, 'hex').toString('base64');
  const command = new PutObjectCommand({
    Bucket: request.bucket,
    Key: request.key,
    ContentType: request.contentType,
    ContentLength: request.bytes,
    ChecksumSHA256: checksum,
  });
  const url = await getSignedUrl(client, command, {
    expiresIn: request.expiresSeconds,
    signableHeaders: new Set(['content-type', 'content-length', 'host', CHECKSUM]),
    unhoistableHeaders: new Set([CHECKSUM]),
  });
  return {
    url,
    headers: { 'content-type': request.contentType, [CHECKSUM]: checksum },
    expiresAt: expiryOf(now, request.expiresSeconds),
  };
}

export async function presignGet(client: S3Client, request: PresignGet, now: Date): Promise<Presigned> {
  const name = request.fileName.replace(/[^\w.-]/g, '_');
  const command = new GetObjectCommand({
    Bucket: request.bucket,
    Key: request.key,
    ResponseContentDisposition: `attachment; filename="${name}"`,
    // Without a word about it browsers keep a copy of their own, on a computer that others use too.
    ResponseCacheControl: 'no-store',
  });
  const url = await getSignedUrl(client, command, { expiresIn: request.expiresSeconds });
  return { url, headers: {}, expiresAt: expiryOf(now, request.expiresSeconds) };
}
