import { RefusedError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { readAnswerFile, storeAnswerFile } from '../../adapters/dynamodb/answer-store.ts';
import { findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import { describe } from '../../adapters/s3/read-object.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { requireOwnUpload } from '../own-upload.ts';
import type { UploadAnswersBody, UploadAnswersOutput } from './contract.ts';

export interface UploadAnswersDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readObject' | 'copySealed'>;
  readonly uploadsBucket: string;
  readonly recordsBucket: string;
  readonly answerToken: AnswerToken;
  readonly now: () => Date;
}

interface UploadAnswersCall {
  readonly params: { readonly batchId: BatchId };
  readonly body: UploadAnswersBody;
  readonly caller: Pick<Person, 'personId'>;
}

/** Seals BPJS TK's answers beside the batch, then wakes the machine, which reads and applies them. */
export async function uploadAnswers(call: UploadAnswersCall, deps: UploadAnswersDeps): Promise<UploadAnswersOutput> {
  const { params, body, caller } = call;
  const { batchId } = params;
  requireOwnUpload(body.uploadKey, { personId: caller.personId, field: 'body.uploadKey' });
  await findBatch(deps.table, batchId);
  const { sha256 } = await describe(body.uploadKey, deps.objects.readObject(deps.uploadsBucket, body.uploadKey));
  const known = await readAnswerFile(deps.table, batchId, sha256);
  const at = deps.now().toISOString();
  const status =
    known?.status ??
    (await storeAnswerFile(deps.table, {
      batchId,
      sha256,
      fileName: body.fileName,
      object: await seal({ batchId, sha256, uploadKey: body.uploadKey }, deps),
      by: caller.personId,
      at,
      status: 'stored',
    }));
  const tell = { pk: batchKey(batchId).pk, name: FINANCE_TOKEN, output: {}, at };
  if (status === 'stored') await tellToken(deps.table, tell, deps.answerToken);
  return { batchId, sha256, status };
}

async function seal(
  { batchId, sha256, uploadKey }: { batchId: BatchId; sha256: string; uploadKey: string },
  deps: UploadAnswersDeps,
) {
  const extension = uploadKey.endsWith('.xlsx') ? 'xlsx' : 'csv';
  const key = `batches/${batchId}/answers/${sha256}.${extension}`;
  const from = { bucket: deps.uploadsBucket, key: uploadKey };
  const object = await deps.objects.copySealed(from, { bucket: deps.recordsBucket, key });
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
