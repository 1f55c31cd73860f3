import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixture, type Running } from '../unit/local/fixture/running.ts';

let running: Running;
let client: S3Client;
let Bucket: string;
let Evidence: string;
let now = Date.parse('2027-01-01T00:00:00Z');

beforeAll(async () => {
  running = await startFixture({ scheduler: false, clock: () => now });
  client = new S3Client(running.operator);
  Bucket = running.resource('Data', 'Files');
  Evidence = running.resource('Data', 'Evidence');
});
afterAll(() => running.stop());

const sha256 = (body: string | Buffer) => createHash('sha256').update(body).digest('base64');

async function textOf(bucket: string, Key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

describe('objects', () => {
  it('come back as they were put, with type and metadata', async () => {
    const put = { Bucket, Key: 'a/b c+d.csv', Body: 'nik;nama', ContentType: 'text/csv', Metadata: { rows: '1' } };

    await client.send(new PutObjectCommand(put));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: put.Key }));

    expect(head).toMatchObject({ ContentLength: 8, ContentType: 'text/csv', Metadata: { rows: '1' } });
    expect(await textOf(Bucket, put.Key)).toBe('nik;nama');
  });

  it('can be streamed up with a checksum in the trailer', async () => {
    const body = randomBytes(300_000);

    await client.send(
      new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from([body]), ContentLength: body.length }),
    );

    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
  });

  it('can be uploaded in parts', async () => {
    const body = randomBytes(11 * 1024 * 1024);

    await new Upload({ client, params: { Bucket, Key: 'parts', Body: Readable.from([body]) } }).done();

    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'parts' }));
    expect(head.ContentLength).toBe(body.length);
  });

  it('are listed by prefix', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'list/1', Body: '' }));
    await client.send(new PutObjectCommand({ Bucket, Key: 'list/2', Body: '' }));

    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/' }));

    expect(Contents?.map((entry) => entry.Key)).toEqual(['list/1', 'list/2']);
  });

  it('can be copied and deleted, several at once as well', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'from', Body: 'x', Metadata: { kept: 'yes' } }));

    await client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from` }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'from' }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'to' }));
    const deleted = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'to' }] } }));

    expect(head.Metadata).toEqual({ kept: 'yes' });
    expect(deleted.Deleted).toEqual([{ Key: 'to' }]);
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('that are absent are NoSuchKey', async () => {
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'absent' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('give a byte range', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'range', Body: '0123456789' }));

    const { Body, ContentRange } = await client.send(
      new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=2-4' }),
    );

    expect(await Body?.transformToString()).toBe('234');
    expect(ContentRange).toBe('bytes 2-4/10');
  });

  it('can be given up in the middle of a multipart upload', async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'given-up' }));

    await expect(
      client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'given-up', UploadId })),
    ).resolves.toBeDefined();
  });
});

describe('checksums', () => {
  it('that do not fit leave no object behind', async () => {
    const put = new PutObjectCommand({ Bucket, Key: 'wrong-sum', Body: 'content', ChecksumSHA256: sha256('other') });

    await expect(client.send(put)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'wrong-sum' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('that fit are told again with the object', async () => {
    const ChecksumSHA256 = sha256('content');
    await client.send(new PutObjectCommand({ Bucket, Key: 'right-sum', Body: 'content', ChecksumSHA256 }));

    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'right-sum', ChecksumMode: 'ENABLED' }));

    expect(head.ChecksumSHA256).toBe(ChecksumSHA256);
  });
});

describe('If-None-Match: *', () => {
  it('lets exactly one of several writers of a key win', async () => {
    const put = (Body: string) => client.send(new PutObjectCommand({ Bucket, Key: 'once', Body, IfNoneMatch: '*' }));

    const results = await Promise.allSettled(['1', '2', '3', '4'].map(put));

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(3);
    expect(refused[0]?.reason).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  });
});

describe('a bucket under Object Lock', () => {
  it('neither overwrites nor deletes an object before its retention ends', async () => {
    await client.send(new PutObjectCommand({ Bucket: Evidence, Key: 'sp2d.pdf', Body: 'first' }));

    const overwrite = () => client.send(new PutObjectCommand({ Bucket: Evidence, Key: 'sp2d.pdf', Body: 'second' }));
    const remove = () => client.send(new DeleteObjectCommand({ Bucket: Evidence, Key: 'sp2d.pdf' }));
    const removeMany = await client.send(
      new DeleteObjectsCommand({ Bucket: Evidence, Delete: { Objects: [{ Key: 'sp2d.pdf' }] } }),
    );

    await expect(overwrite()).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(removeMany.Errors).toMatchObject([{ Key: 'sp2d.pdf', Code: 'AccessDenied' }]);
    expect(await textOf(Evidence, 'sp2d.pdf')).toBe('first');
  });

  it('tells the mode and the end of the retention', async () => {
    await client.send(new PutObjectCommand({ Bucket: Evidence, Key: 'told.pdf', Body: 'x' }));

    const head = await client.send(new HeadObjectCommand({ Bucket: Evidence, Key: 'told.pdf' }));

    expect(head).toMatchObject({
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(now + 30 * 86_400_000),
    });
  });

  it('lets go of an object after its retention', async () => {
    await client.send(new PutObjectCommand({ Bucket: Evidence, Key: 'old.pdf', Body: 'x' }));
    now += 31 * 86_400_000;

    await client.send(new DeleteObjectCommand({ Bucket: Evidence, Key: 'old.pdf' }));

    await expect(client.send(new HeadObjectCommand({ Bucket: Evidence, Key: 'old.pdf' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });
});

describe('an address signed in advance', () => {
  const presigner = () => new S3Client({ ...running.operator, requestChecksumCalculation: 'WHEN_REQUIRED' });

  it('uploads and downloads without credentials', async () => {
    const upload = await getSignedUrl(presigner(), new PutObjectCommand({ Bucket, Key: 'signed.csv' }), {
      expiresIn: 60,
    });
    const put = await fetch(upload, { method: 'PUT', body: 'a;b' });
    const download = await getSignedUrl(
      presigner(),
      new GetObjectCommand({ Bucket, Key: 'signed.csv', ResponseContentDisposition: 'attachment; filename="a.csv"' }),
    );
    const got = await fetch(download);

    expect(put.status).toBe(200);
    expect(await got.text()).toBe('a;b');
    expect(got.headers.get('content-disposition')).toBe('attachment; filename="a.csv"');
  });

  it('is refused when it has expired', async () => {
    const signingDate = new Date(Date.now() - 120_000);
    const address = await getSignedUrl(presigner(), new GetObjectCommand({ Bucket, Key: 'signed.csv' }), {
      expiresIn: 60,
      signingDate,
    });

    const response = await fetch(address);

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Request has expired');
  });

  it('is refused for another key than the signed one', async () => {
    const address = await getSignedUrl(presigner(), new PutObjectCommand({ Bucket, Key: 'mine' }));

    const response = await fetch(address.replace('/mine', '/yours'), { method: 'PUT', body: 'x' });

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('SignatureDoesNotMatch');
  });

  it('holds the upload to the signed length', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'length', ContentLength: 3 });
    const address = await getSignedUrl(presigner(), command, { signableHeaders: new Set(['content-length']) });

    const tooLong = await fetch(address, { method: 'PUT', body: 'four' });
    const right = await fetch(address, { method: 'PUT', body: 'yes' });

    expect([tooLong.status, right.status]).toEqual([403, 200]);
  });

  it('holds the upload to the signed checksum', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'sum', ChecksumSHA256: sha256('right') });
    const address = await getSignedUrl(presigner(), command, {
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    });
    const put = (body: string) =>
      fetch(address, { method: 'PUT', body, headers: { 'x-amz-checksum-sha256': sha256('right') } });

    expect((await put('wrong')).status).toBe(400);
    expect((await put('right')).status).toBe(200);
  });

  it('may be used by a page of an allowed origin only', async () => {
    const address = await getSignedUrl(presigner(), new PutObjectCommand({ Bucket, Key: 'cors' }));
    const preflight = (origin: string) =>
      fetch(address, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } });

    expect((await preflight('http://portal.example')).status).toBe(200);
    expect((await preflight('http://elsewhere.example')).status).toBe(403);
  });
});

describe('what is not supported', () => {
  it('is refused by name', async () => {
    const response = await fetch(`${running.runtime.gatewayUrl}/${Bucket}?versions`, {
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=LINDUNGOPERATOR/20270101/x/s3/aws4_request' },
    });

    expect(response.status).toBe(501);
    expect(await response.text()).toContain('NotImplemented');
  });
});
