import { RefusedError } from '../../../domain/errors.ts';
import { crockford } from '../../../domain/identity/ids.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { MAX_BYTES } from './contract.ts';
import type { RequestUploadBody, RequestUploadOutput } from './contract.ts';

export interface RequestUploadDeps {
  readonly objects: Pick<ObjectStore, 'presignPut'>;
  readonly bucket: string;
  readonly randomBytes: (count: number) => Uint8Array;
}

const EXPIRES_SECONDS = 900;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

type Kind = RequestUploadBody['kind'];
type Role = Person['roles'][number];

const ALLOWED: Readonly<Record<Kind, readonly string[]>> = {
  roster: ['csv', 'xlsx'],
  answers: ['csv', 'xlsx'],
  sk: ['pdf'],
  pks: ['pdf'],
  paper: ['pdf'],
  members: ['csv', 'xlsx'],
};

/** What each role has to hand in. */
const KINDS_OF: Readonly<Partial<Record<Role, readonly Kind[]>>> = {
  officer: ['roster', 'sk', 'pks'],
  finance: ['answers', 'paper', 'members'],
  administrator: ['members'],
};

const FILE_NAME = /^[\w-]+\.(csv|xlsx|pdf)$/;
const uploadPrefix = (personId: string): string => `uploads/${personId}/`;

/** Uploads of a person lie under the person's own prefix; calls that use an upload take no other. */
export function isUploadOf(personId: string, uploadKey: string): boolean {
  const prefix = uploadPrefix(personId);
  return uploadKey.startsWith(prefix) && FILE_NAME.test(uploadKey.slice(prefix.length));
}

/**
 * An address for one PUT of exactly this content.
 * @throws RefusedError `kind-of-others`, `wrong-file-type`, `file-too-large`
 */
export async function requestUpload(
  { body, caller }: { body: RequestUploadBody; caller: Pick<Person, 'personId' | 'roles'> },
  deps: RequestUploadDeps,
): Promise<RequestUploadOutput> {
  if (!caller.roles.some((role) => KINDS_OF[role]?.includes(body.kind) === true)) throw kindOfOthers();
  const extension = /\.([a-z]+)$/i.exec(body.fileName)?.[1]?.toLowerCase() ?? '';
  const contentType = CONTENT_TYPES[extension];
  const allowed = ALLOWED[body.kind];
  if (contentType === undefined || !allowed.includes(extension)) throw wrongType(allowed);
  if (body.bytes > MAX_BYTES[body.kind]) throw tooLarge(MAX_BYTES[body.kind]);
  const uploadKey = `${uploadPrefix(caller.personId)}${crockford(deps.randomBytes(26), 26)}.${extension}`;
  const presigned = await deps.objects.presignPut({
    bucket: deps.bucket,
    key: uploadKey,
    contentType,
    bytes: body.bytes,
    sha256: body.sha256,
    expiresSeconds: EXPIRES_SECONDS,
  });
  return { uploadKey, ...presigned };
}

function kindOfOthers(): RefusedError {
  return new RefusedError({
    code: 'kind-of-others',
    kind: 'forbidden',
    field: 'body.kind',
    text: {
      id: 'Berkas jenis ini bukan tugas akun Anda.',
      en: 'Files of this kind are not for your account to hand in.',
    },
  });
}

function wrongType(allowed: readonly string[]): RefusedError {
  const list = allowed.join(', ');
  return new RefusedError({
    code: 'wrong-file-type',
    field: 'body.fileName',
    text: { id: `Jenis berkas tidak diterima. Gunakan: ${list}.`, en: `This kind of file is not taken. Use: ${list}.` },
  });
}

function tooLarge(limit: number): RefusedError {
  const megabytes = Math.floor(limit / 1_000_000);
  return new RefusedError({
    code: 'file-too-large',
    kind: 'too-large',
    field: 'body.bytes',
    text: {
      id: `Berkas lebih besar dari ${megabytes} MB. Bagi menjadi beberapa berkas.`,
      en: `The file is larger than ${megabytes} MB. Split it into several.`,
    },
  });
}
