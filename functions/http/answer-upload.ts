import { RefusedError } from '../../domain/errors.ts';
import type { BatchId } from '../../domain/identity/ids.ts';
import type { StoredObject } from '../adapters/dynamodb/records.ts';
import { describe } from '../adapters/s3/read-object.ts';
import type { ObjectStore } from '../adapters/s3/object-store.ts';
import { requireOwnUpload } from './own-upload.ts';

export interface AnswerUpload {
  readonly batchId: BatchId;
  readonly uploadKey: string;
  readonly personId: string;
}

export interface AnswerUploadDeps {
  readonly objects: Pick<ObjectStore, 'readObject' | 'copySealed'>;
  readonly uploadsBucket: string;
  readonly recordsBucket: string;
}

/** SHA-256 of an uploaded answer file. @throws RefusedError `foreign-upload`, `object-missing` */
export async function hashUpload(
  { uploadKey, personId }: Omit<AnswerUpload, 'batchId'>,
  { objects, uploadsBucket }: AnswerUploadDeps,
): Promise<string> {
  requireOwnUpload(uploadKey, { personId, field: 'body.uploadKey' });
  return (await describe(uploadKey, objects.readObject(uploadsBucket, uploadKey))).sha256;
}

/** Copies it to a key that its uploader cannot write, named after its content. @throws RefusedError `upload-changed` */
export async function sealAnswers(
  { batchId, uploadKey, sha256 }: Pick<AnswerUpload, 'batchId' | 'uploadKey'> & { readonly sha256: string },
  { objects, uploadsBucket, recordsBucket }: AnswerUploadDeps,
): Promise<StoredObject> {
  const extension = uploadKey.endsWith('.xlsx') ? 'xlsx' : 'csv';
  const key = `batches/${batchId}/answers/${sha256}.${extension}`;
  const object = await objects.copySealed({ bucket: uploadsBucket, key: uploadKey }, { bucket: recordsBucket, key });
  if (object.sha256 === sha256) return object;
  throw new RefusedError({
    code: 'upload-changed',
    kind: 'conflict',
    field: 'body.uploadKey',
    text: {
      id: 'Berkas berubah saat disimpan. Unggah ulang berkasnya.',
      en: 'The file changed while it was being stored. Upload it again.',
    },
  });
}
