import { RefusedError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import type { AnswerFile, Reading } from '../../adapters/dynamodb/answer-records.ts';
import { basisOf, keepPreview, readAnswerFile, requireAnswerable } from '../../adapters/dynamodb/answer-store.ts';
import { findBatch } from '../../adapters/dynamodb/batch-store.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { judgeFile, problemOf } from '../../steps/read-answers/judge-file.ts';
import type { JudgeFile, JudgeFileDeps } from '../../steps/read-answers/judge-file.ts';
import { hashUpload, sealAnswers } from '../answer-upload.ts';
import type { AnswerUploadDeps } from '../answer-upload.ts';
import type { PreviewAnswersBody, PreviewAnswersOutput } from './contract.ts';

export interface PreviewAnswersDeps extends JudgeFileDeps, AnswerUploadDeps {
  readonly objects: JudgeFileDeps['objects'] & AnswerUploadDeps['objects'];
}

interface PreviewAnswersCall {
  readonly params: { readonly batchId: BatchId };
  readonly body: PreviewAnswersBody;
  readonly caller: Pick<Person, 'personId'>;
}

/**
 * Seals an answer file and says of every row what would become of it, without changing the batch. The reading is kept, so
 * that what is applied later is what was shown here.
 * @throws RefusedError not-found, or conflict: the batch does not wait for answers
 */
export async function previewAnswers(
  { params: { batchId }, body, caller }: PreviewAnswersCall,
  deps: PreviewAnswersDeps,
): Promise<PreviewAnswersOutput> {
  const { uploadKey, fileName } = body;
  const sha256 = await hashUpload({ uploadKey, personId: caller.personId }, deps);
  const head = await findBatch(deps.table, batchId);
  const known = await readAnswerFile(deps.table, batchId, sha256);
  if (known !== null) return shown(known, known.status);
  requireAnswerable(head);
  const object = await sealAnswers({ batchId, uploadKey, sha256 }, deps);
  const file = { batchId, sha256, fileName, object, by: caller.personId, at: deps.now().toISOString() };
  const reading = await readingOf({ head, file }, deps);
  const { readingId } = reading;
  if (readingId !== undefined) await keepPreview(deps.table, { ...file, ...reading, readingId, basis: basisOf(head) });
  return shown({ ...file, ...reading }, reading.problem === undefined ? 'ready' : 'refused');
}

/** A file that cannot be read at all has a problem and no rows. */
async function readingOf(judge: JudgeFile, deps: PreviewAnswersDeps): Promise<Reading> {
  try {
    return await judgeFile(judge, deps);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { problem: problemOf(error) };
  }
}

function shown(file: Omit<AnswerFile, 'status'>, status: PreviewAnswersOutput['status']): PreviewAnswersOutput {
  const { batchId, sha256, fileName, readingId, rows, counts, effects, pages, problem } = file;
  return { batchId, sha256, fileName, status, readingId, rows, counts, effects, pages, problem };
}
