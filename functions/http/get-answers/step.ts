import { RefusedError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { readAnswerFile } from '../../adapters/dynamodb/answer-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { GetAnswersOutput } from './contract.ts';

export interface GetAnswersDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'presignGet'>;
  readonly workBucket: string;
}

const EXPIRES_SECONDS = 900;

/** What became of an answer file. @throws RefusedError not-found */
export async function getAnswers(
  { params: { batchId, sha256 } }: { params: { batchId: BatchId; sha256: string } },
  deps: GetAnswersDeps,
): Promise<GetAnswersOutput> {
  const file = await readAnswerFile(deps.table, batchId, sha256);
  if (file === null) throw answersNotFound();
  const { fileName, at, by, status, rows, counts, problem } = file;
  const report = await reportOf(file.report?.key, { batchId, sha256 }, deps);
  return { batchId, sha256, fileName, at, by, status, rows, counts, problem, report };
}

export function answersNotFound(): RefusedError {
  return new RefusedError({
    code: 'answers-not-found',
    kind: 'not-found',
    text: { id: 'Berkas jawaban ini tidak ada pada batch tersebut.', en: 'The batch has no such answer file.' },
  });
}

async function reportOf(
  key: string | undefined,
  { batchId, sha256 }: { batchId: BatchId; sha256: string },
  { objects, workBucket }: GetAnswersDeps,
): Promise<GetAnswersOutput['report']> {
  if (key === undefined) return undefined;
  const fileName = `${batchId}-answers-${sha256.slice(0, 8)}.csv`;
  const { url, expiresAt } = await objects.presignGet({
    bucket: workBucket,
    key,
    fileName,
    expiresSeconds: EXPIRES_SECONDS,
  });
  return { url, expiresAt };
}
