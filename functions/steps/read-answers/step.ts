import { BrokenError, RefusedError } from '../../../domain/errors.ts';
import type { AnswerFile, Reading } from '../../adapters/dynamodb/answer-records.ts';
import { endAnswerFile, keepReading, requireAnswerFile } from '../../adapters/dynamodb/answer-store.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { answersFolder } from '../../adapters/s3/work-keys.ts';
import type { ReadAnswersInput, ReadAnswersOutput } from './contract.ts';
import { judgeFile, problemOf } from './judge-file.ts';
import type { JudgeFileDeps } from './judge-file.ts';

export interface ReadAnswersDeps extends JudgeFileDeps {
  readonly objects: JudgeFileDeps['objects'] & Pick<ObjectStore, 'readVerifiedText'>;
}

/**
 * Reads a stored answer file and cuts what it changes into parts; one that was previewed is not read again, its parts are
 * those that were shown. The file is taken whole or not at all: what refuses it is written down and the batch waits for
 * the next file.
 */
export async function readAnswers(input: ReadAnswersInput, deps: ReadAnswersDeps): Promise<ReadAnswersOutput> {
  const { batchId, sha256 } = input;
  const file = await requireAnswerFile(deps.table, batchId, sha256);
  if (file.status === 'refused') return handOn({ input, parts: undefined }, deps);
  const reading = file.parts === undefined ? await readNow(file, deps) : file;
  if (reading.problem !== undefined) await refuseFile({ file, reading }, deps);
  return handOn({ input, parts: reading.parts }, deps);
}

async function readNow(file: AnswerFile, deps: ReadAnswersDeps): Promise<Reading> {
  const head = await requireBatch(deps.table, file.batchId);
  try {
    const reading = await judgeFile({ head, file }, deps);
    if (reading.problem === undefined) await keepReading(deps.table, file, reading);
    return reading;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { problem: problemOf(error) };
  }
}

/** Puts the list of parts where the machine's map looks for it; an empty list changes nothing. */
async function handOn(
  { input, parts }: { input: ReadAnswersInput; parts: Reading['parts'] },
  { objects, workBucket }: ReadAnswersDeps,
): Promise<ReadAnswersOutput> {
  const { batchId, sha256 } = input;
  const key = `${answersFolder(batchId, sha256)}/parts.json`;
  const list = parts === undefined ? '[]' : await objects.readVerifiedText(workBucket, parts);
  await objects.put({ bucket: workBucket, key, contentType: 'application/json' }, list);
  return { outcome: parts === undefined ? 'refused' : 'read', sha256, partsKey: key, parts: parts?.count ?? 0 };
}

async function refuseFile(
  { file, reading }: { file: AnswerFile; reading: Reading },
  { table, now }: ReadAnswersDeps,
): Promise<void> {
  const { problem } = reading;
  const at = now().toISOString();
  await changeHead<BatchHead, 'refused'>(table, {
    key: batchKey(file.batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw new BrokenError(`no batch ${file.batchId}`);
      if (head.applying !== file.sha256) return { stop: 'refused' };
      return {
        change: {
          set: {},
          remove: ['applying'],
          event: { type: 'answers-refused', at, by: 'read-answers', data: { sha256: file.sha256, problem } },
          also: [endAnswerFile(table, file, { status: 'refused', ...reading })],
        },
      };
    },
  });
}
