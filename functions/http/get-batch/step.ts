import type { BatchId } from '../../../domain/identity/ids.ts';
import { answerFilesOf } from '../../adapters/dynamodb/answer-store.ts';
import { readEvents } from '../../adapters/dynamodb/audit-log.ts';
import { findBatch, membersOf } from '../../adapters/dynamodb/batch-store.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { entryOf } from '../list-batches/step.ts';
import type { GetBatchOutput } from './contract.ts';

export interface GetBatchDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'presignGet'>;
  readonly recordsBucket: string;
}

const EXPIRES_SECONDS = 900;

/** A batch with its files, answers and history. @throws RefusedError not-found */
export async function getBatch(
  { params: { batchId } }: { params: { batchId: BatchId } },
  deps: GetBatchDeps,
): Promise<GetBatchOutput> {
  const { table } = deps;
  const head = await findBatch(table, batchId);
  const [revisions, files, answers, timeline] = await Promise.all([
    membersOf(table, batchId),
    filesOf(head, deps),
    Array.fromAsync(answerFilesOf(table, batchId)),
    Array.fromAsync(readEvents(table, batchKey(batchId).pk)),
  ]);
  const { sequence, programmes, byAllocation, accepted, rejected, pendingLines, applying, facts, problem } = head;
  const { reversed, carriedIn, carriedOut, followUp, credits, heldUntil } = head;
  const details = { sequence, programmes, byAllocation, accepted, rejected, pendingLines, applying, facts, problem };
  return {
    ...entryOf(head),
    ...details,
    reversed,
    carriedIn,
    carriedOut,
    followUp,
    credits,
    heldUntil,
    revisions,
    files,
    answers: answers.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    timeline,
  };
}

async function filesOf(
  { batchId, files }: BatchHead,
  { objects, recordsBucket }: GetBatchDeps,
): Promise<GetBatchOutput['files']> {
  return Promise.all(
    Object.entries(files ?? {}).map(async ([name, { key, sha256, bytes }]) => {
      const request = { bucket: recordsBucket, key, fileName: `${batchId}-${name}`, expiresSeconds: EXPIRES_SECONDS };
      const { url, expiresAt } = await objects.presignGet(request);
      return { name, sha256, bytes, url, expiresAt };
    }),
  );
}
