import type { BatchId } from '../../../domain/identity/ids.ts';
import { readAnswerFile, storeAnswerFile } from '../../adapters/dynamodb/answer-store.ts';
import { findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import { hashUpload, sealAnswers } from '../answer-upload.ts';
import type { AnswerUploadDeps } from '../answer-upload.ts';
import type { UploadAnswersBody, UploadAnswersOutput } from './contract.ts';

export interface UploadAnswersDeps extends AnswerUploadDeps {
  readonly table: Table;
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
  const { personId } = caller;
  const { uploadKey, fileName } = body;
  const sha256 = await hashUpload({ uploadKey, personId }, deps);
  await findBatch(deps.table, batchId);
  const known = await readAnswerFile(deps.table, batchId, sha256);
  const at = deps.now().toISOString();
  const status =
    known?.status ??
    (await storeAnswerFile(deps.table, {
      batchId,
      sha256,
      fileName,
      object: await sealAnswers({ batchId, uploadKey, sha256 }, deps),
      by: personId,
      at,
      status: 'stored',
    }));
  const tell = { pk: batchKey(batchId).pk, name: FINANCE_TOKEN, output: {}, at };
  if (status === 'stored') await tellToken(deps.table, tell, deps.answerToken);
  return { batchId, sha256, status };
}
