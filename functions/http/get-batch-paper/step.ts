import { RefusedError } from '../../../domain/errors.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { findBatch } from '../../adapters/dynamodb/batch-store.ts';
import type { StoredObject } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { GetBatchPaperOutput, GetBatchPaperParams } from './contract.ts';

export interface GetBatchPaperDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'presignGet'>;
  readonly recordsBucket: string;
}

const EXPIRES_SECONDS = 300;

/** The scanned paper of a fact or of its correction. @throws RefusedError not-found, also for a paper that none of them names */
export async function getBatchPaper(
  { params: { batchId, sha256 } }: { params: GetBatchPaperParams },
  { table, objects, recordsBucket }: GetBatchPaperDeps,
): Promise<GetBatchPaperOutput> {
  const paper = papersOf(await findBatch(table, batchId)).find((one) => one.sha256 === sha256);
  if (paper === undefined) throw notThere();
  const { url, expiresAt } = await objects.presignGet({
    bucket: recordsBucket,
    key: paper.key,
    fileName: `${batchId}-${paper.key.split('/').at(-1) ?? 'paper.pdf'}`,
    expiresSeconds: EXPIRES_SECONDS,
  });
  return { url, expiresAt };
}

function papersOf({ facts, corrections }: BatchHead): StoredObject[] {
  const entered = [facts?.billed, facts?.sp2d, facts?.paid, ...(facts?.payments ?? []), ...(corrections ?? [])];
  return entered.flatMap((fact) => (fact?.paper === undefined ? [] : [fact.paper]));
}

function notThere(): RefusedError {
  return new RefusedError({
    code: 'paper-not-there',
    kind: 'not-found',
    text: {
      id: 'Tidak ada berkas pindaian itu pada batch ini.',
      en: 'No fact of this batch came with that paper.',
    },
  });
}
