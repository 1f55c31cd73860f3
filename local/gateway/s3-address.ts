import type { IncomingMessage } from 'node:http';
import type { AccessRequest } from './permissions.ts';

export interface S3Address {
  bucket: string;
  key: string;
}

/** Bucket and key of a path-style address. */
export function addressOf(url: URL): S3Address {
  const [bucket = '', ...key] = url.pathname.slice(1).split('/');
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key.join('/')) };
}

/** `bucket/key` of the object that a CopyObject or UploadPartCopy reads. */
export function copySourceOf(request: IncomingMessage): S3Address | undefined {
  const source = request.headers['x-amz-copy-source'];
  if (typeof source !== 'string') return undefined;
  const [bucket = '', ...key] = decodeURIComponent(source.replace(/\?.*$/, '')).replace(/^\//, '').split('/');
  return { bucket, key: key.join('/') };
}

export type S3Action =
  | 'PutObject'
  | 'CopyObject'
  | 'UploadPart'
  | 'UploadPartCopy'
  | 'CreateMultipartUpload'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'GetObject'
  | 'HeadObject'
  | 'DeleteObject'
  | 'DeleteObjects'
  | 'ListObjects'
  | 'HeadBucket'
  | 'GetBucketLocation'
  | 'Preflight';

/** The operation that method, path and query stand for; `undefined` when it is not supported here. */
export function s3ActionOf(request: IncomingMessage, url: URL): S3Action | undefined {
  const { bucket, key } = addressOf(url);
  const query = url.searchParams;
  if (bucket === '') return undefined;
  if (request.method === 'OPTIONS') return 'Preflight';
  return key === '' ? bucketAction(request.method ?? '', query) : objectAction(request, query);
}

const UNSUPPORTED = [
  'acl',
  'tagging',
  'retention',
  'legal-hold',
  'torrent',
  'restore',
  'select',
  'attributes',
  'versions',
  'uploads',
];

function bucketAction(method: string, query: URLSearchParams): S3Action | undefined {
  if (method === 'HEAD') return 'HeadBucket';
  if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
  if (method !== 'GET') return undefined;
  if (query.has('location')) return 'GetBucketLocation';
  const isList = [...query.keys()].every((name) => LIST_PARAMETERS.has(name) || /^x-/i.test(name));
  return isList ? 'ListObjects' : undefined;
}

const LIST_PARAMETERS = new Set([
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'marker',
  'start-after',
  'continuation-token',
  'encoding-type',
  'fetch-owner',
]);

function objectAction(request: IncomingMessage, query: URLSearchParams): S3Action | undefined {
  const isCopy = 'x-amz-copy-source' in request.headers;
  if (request.method === 'POST' && query.has('uploads')) return 'CreateMultipartUpload';
  if (UNSUPPORTED.some((name) => query.has(name))) return undefined;
  switch (request.method ?? '') {
    case 'GET':
      return query.has('uploadId') ? undefined : 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'PUT':
      if (query.has('uploadId')) return isCopy ? 'UploadPartCopy' : 'UploadPart';
      return isCopy ? 'CopyObject' : 'PutObject';
    case 'POST':
      return query.has('uploadId') ? 'CompleteMultipartUpload' : undefined;
    case 'DELETE':
      return query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
    default:
      return undefined;
  }
}

export function objectArn({ bucket, key }: S3Address): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

/** What IAM checks for an operation: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export function s3AccessOf(action: S3Action, address: S3Address, source: S3Address | undefined): AccessRequest[] {
  const object = objectArn(address);
  const bucket = `arn:aws:s3:::${address.bucket}`;
  switch (action) {
    case 'GetObject':
    case 'HeadObject':
      return [{ action: 's3:GetObject', resource: object }];
    case 'PutObject':
    case 'UploadPart':
    case 'CreateMultipartUpload':
    case 'CompleteMultipartUpload':
      return [{ action: 's3:PutObject', resource: object }];
    case 'CopyObject':
    case 'UploadPartCopy':
      return [
        ...(source === undefined ? [] : [{ action: 's3:GetObject', resource: objectArn(source) }]),
        { action: 's3:PutObject', resource: object },
      ];
    case 'AbortMultipartUpload':
      return [{ action: 's3:AbortMultipartUpload', resource: object }];
    case 'DeleteObject':
      return [{ action: 's3:DeleteObject', resource: object }];
    case 'ListObjects':
    case 'HeadBucket':
      return [{ action: 's3:ListBucket', resource: bucket }];
    case 'GetBucketLocation':
      return [{ action: 's3:GetBucketLocation', resource: bucket }];
    case 'DeleteObjects':
    case 'Preflight':
      return [];
  }
}
