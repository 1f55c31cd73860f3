import { RefusedError } from '../../domain/errors.ts';
import type { StoredObject } from '../adapters/dynamodb/records.ts';
import type { ObjectStore } from '../adapters/s3/object-store.ts';
import { uploadPrefix } from './request-upload/step.ts';

const PDF_START = Buffer.from('%PDF-', 'latin1');

/** @throws RefusedError `foreign-upload` when somebody else uploaded it */
export function requireOwnUpload(
  uploadKey: string,
  { personId, field }: { readonly personId: string; readonly field: string },
): void {
  if (uploadKey.startsWith(uploadPrefix(personId))) return;
  throw new RefusedError({
    code: 'foreign-upload',
    field,
    text: {
      id: 'Unggahan ini bukan milik akun Anda. Unggah ulang berkasnya.',
      en: 'This upload is not yours. Upload the file again.',
    },
  });
}

export interface PaperDeps {
  readonly objects: Pick<ObjectStore, 'readObject' | 'copySealed'>;
  readonly uploadsBucket: string;
  readonly recordsBucket: string;
}

/** Copies a scanned paper to a key that its uploader cannot write. @throws RefusedError `not-a-pdf`, `object-missing` */
export async function sealPaper(
  paper: { readonly uploadKey: string; readonly key: string; readonly field: string },
  { objects, uploadsBucket, recordsBucket }: PaperDeps,
): Promise<StoredObject> {
  let start = Buffer.alloc(0);
  for await (const chunk of objects.readObject(uploadsBucket, paper.uploadKey)) {
    start = Buffer.concat([start, chunk.subarray(0, PDF_START.length)]);
    if (start.length >= PDF_START.length) break;
  }
  if (start.indexOf(PDF_START) !== 0)
    throw new RefusedError({
      code: 'not-a-pdf',
      field: paper.field,
      text: { id: 'Berkas ini harus berupa PDF.', en: 'This paper must be a PDF.' },
    });
  return objects.copySealed({ bucket: uploadsBucket, key: paper.uploadKey }, { bucket: recordsBucket, key: paper.key });
}
