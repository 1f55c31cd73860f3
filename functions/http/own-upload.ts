import { RefusedError } from '../../domain/errors.ts';
import type { StoredObject } from '../adapters/dynamodb/records.ts';
import type { ObjectStore } from '../adapters/s3/object-store.ts';
import { isUploadOf } from './request-upload/step.ts';

const PDF_START = Buffer.from('%PDF-', 'latin1');
const START_BYTES = 8;

/** @throws RefusedError `foreign-upload` when somebody else uploaded it */
export function requireOwnUpload(
  uploadKey: string,
  { personId, field }: { readonly personId: string; readonly field: string },
): void {
  if (isUploadOf(personId, uploadKey)) return;
  throw new RefusedError({
    code: 'foreign-upload',
    field,
    text: {
      id: 'Unggahan ini bukan milik akun Anda. Unggah ulang berkasnya.',
      en: 'This upload is not yours. Upload the file again.',
    },
  });
}

export interface Upload {
  readonly uploadKey: string;
  /** The field of the call that named it. */
  readonly field: string;
}

export interface PaperDeps {
  readonly objects: Pick<ObjectStore, 'readObject' | 'copySealed'>;
  readonly uploadsBucket: string;
  readonly recordsBucket: string;
}

/** The first bytes of an upload, which tell what kind of file it is. @throws RefusedError `object-missing`, with the field */
export async function uploadStart(
  upload: Upload,
  { objects, uploadsBucket }: { objects: Pick<ObjectStore, 'readObject'>; uploadsBucket: string },
): Promise<Buffer> {
  let start = Buffer.alloc(0);
  try {
    for await (const chunk of objects.readObject(uploadsBucket, upload.uploadKey)) {
      start = Buffer.concat([start, chunk.subarray(0, START_BYTES)]);
      if (start.length >= START_BYTES) break;
    }
  } catch (cause) {
    if (!(cause instanceof RefusedError)) throw cause;
    const { code, text } = cause;
    throw new RefusedError({ code, text, field: upload.field, cause });
  }
  return start.subarray(0, START_BYTES);
}

/** @throws RefusedError `not-a-pdf`, `object-missing` */
export async function checkPaper(paper: Upload, deps: Omit<PaperDeps, 'recordsBucket'>): Promise<void> {
  const start = await uploadStart(paper, deps);
  if (start.indexOf(PDF_START) === 0) return;
  throw new RefusedError({
    code: 'not-a-pdf',
    field: paper.field,
    text: { id: 'Berkas ini harus berupa PDF.', en: 'This paper must be a PDF.' },
  });
}

/** Copies a scanned paper to a key that its uploader cannot write. @throws RefusedError `not-a-pdf`, `object-missing` */
export async function sealPaper(paper: Upload & { readonly key: string }, deps: PaperDeps): Promise<StoredObject> {
  await checkPaper(paper, deps);
  const { objects, uploadsBucket, recordsBucket } = deps;
  return objects.copySealed({ bucket: uploadsBucket, key: paper.uploadKey }, { bucket: recordsBucket, key: paper.key });
}
