import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeXml, unescapeXml } from '../services/s3/xml.ts';
import {
  AccessDeniedError,
  ServiceError,
  readBody,
  type Answer,
  type GatewayCall,
  type GatewayService,
} from './call.ts';
import { createKeyLocks } from './key-locks.ts';
import {
  addressOf,
  copySourceOf,
  objectArn,
  s3AccessOf,
  s3ActionOf,
  type S3Action,
  type S3Address,
} from './s3-address.ts';
import { connectS3 } from './s3-backend.ts';

const WRITES: ReadonlySet<S3Action> = new Set([
  'PutObject',
  'CopyObject',
  'UploadPart',
  'UploadPartCopy',
  'CompleteMultipartUpload',
  'DeleteObject',
  'DeleteObjects',
]);
/** Operations that put something under a key, and are refused where a locked object stands. */
const REPLACING: ReadonlySet<S3Action> = new Set([
  'PutObject',
  'CopyObject',
  'CompleteMultipartUpload',
  'DeleteObject',
]);

export interface S3Settings {
  port: number;
  folder: string;
  /** Buckets under Object Lock. */
  lockedBuckets: ReadonlySet<string>;
  now: () => number;
}

/** Passes calls on to s3rver and adds what it lacks: see the nuances in local/README.md. */
export function createS3Service(settings: S3Settings): GatewayService {
  const backend = connectS3(settings.port);
  const keyLocks = createKeyLocks();

  const handle = async (call: GatewayCall): Promise<Answer> => {
    const action = s3ActionOf(call.request, call.url);
    if (action === undefined) {
      throw new ServiceError(
        501,
        'NotImplemented',
        'This operation of S3 is not supported here; see local/SUPPORT.md.',
      );
    }
    const address = addressOf(call.url);
    call.count(action);
    call.authorise(s3AccessOf(action, address, copySourceOf(call.request)));
    if (WRITES.has(action)) call.announceWrite({ action });
    if (!REPLACING.has(action)) return perform(action, call, address);
    return keyLocks.withKey(`${address.bucket}/${address.key}`, async () => {
      await checkConditions(call, address);
      return perform(action, call, address);
    });
  };

  const checkConditions = async (call: GatewayCall, address: S3Address): Promise<void> => {
    const wantsNew = call.request.headers['if-none-match'] === '*' && call.request.method !== 'DELETE';
    if (!wantsNew && !settings.lockedBuckets.has(address.bucket)) return;
    const existing = await backend.head(address);
    if (existing === undefined) return;
    if (wantsNew) {
      throw new ServiceError(
        412,
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
      );
    }
    const until = Date.parse(existing['x-amz-object-lock-retain-until-date'] ?? '');
    if (until > settings.now()) {
      throw new AccessDeniedError('Access Denied because object protected by object lock.');
    }
  };

  const perform = (action: S3Action, call: GatewayCall, address: S3Address): Promise<Answer> => {
    if (action === 'DeleteObjects') return deleteMany(call, address.bucket);
    if (action === 'AbortMultipartUpload') return abort(call, address.bucket);
    if (action === 'GetObject' || action === 'HeadObject') return read(call, address);
    return backend.pass(call, { isUpload: action === 'PutObject' || action === 'UploadPart' });
  };

  /** Who may not list the bucket is not told that a key is absent. */
  const read = async (call: GatewayCall, address: S3Address): Promise<Answer> => {
    const answer = await backend.pass(call, { isUpload: false });
    const mayList = call.mayDo({ action: 's3:ListBucket', resource: `arn:aws:s3:::${address.bucket}` });
    if (answer.status !== 404 || mayList) return answer;
    throw new AccessDeniedError(
      `User: ${call.identity.arn} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::${address.bucket}" because no identity-based policy allows the s3:ListBucket action`,
    );
  };

  const deleteMany = async (call: GatewayCall, bucket: string): Promise<Answer> => {
    const body = (await readBody(call.request)).toString('utf8');
    const keys = [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map((match) => unescapeXml(match[1] ?? ''));
    const results = await Promise.all(keys.map((key) => deleteOne(call, { bucket, key })));
    return xml(200, `<DeleteResult>${results.join('')}</DeleteResult>`);
  };

  const deleteOne = (call: GatewayCall, address: S3Address): Promise<string> =>
    keyLocks.withKey(`${address.bucket}/${address.key}`, async () => {
      const key = `<Key>${escapeXml(address.key)}</Key>`;
      try {
        call.authorise([{ action: 's3:DeleteObject', resource: objectArn(address) }]);
        await checkConditions(call, address);
        await backend.remove(address);
        return `<Deleted>${key}</Deleted>`;
      } catch (error) {
        if (!(error instanceof AccessDeniedError)) throw error;
        return `<Error>${key}<Code>AccessDenied</Code><Message>${escapeXml(error.message)}</Message></Error>`;
      }
    });

  const abort = async (call: GatewayCall, bucket: string): Promise<Answer> => {
    const uploadId = call.url.searchParams.get('uploadId') ?? '';
    if (!/^[0-9a-f]{32}$/.test(uploadId))
      throw new ServiceError(404, 'NoSuchUpload', 'The specified upload does not exist.');
    await rm(join(settings.folder, bucket, '._S3rver_uploads', uploadId), { recursive: true, force: true });
    return { status: 204 };
  };

  return { handle, error: s3Error };
}

function xml(status: number, body: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function s3Error(status: number, code: string, message: string): Answer {
  const name = code === 'AccessDeniedException' ? 'AccessDenied' : code;
  return xml(status, `<Error><Code>${name}</Code><Message>${escapeXml(message)}</Message></Error>`);
}
