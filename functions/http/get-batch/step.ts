import { nextBatchStep } from '../../../domain/batch/next-step.ts';
import { hasRole } from '../../../domain/configuration/people.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { ZERO_RUPIAH } from '../../../domain/money/money.ts';
import { expectedAmount } from '../../../domain/payment/facts.ts';
import { answerFilesOf } from '../../adapters/dynamodb/answer-store.ts';
import { readEvents } from '../../adapters/dynamodb/audit-log.ts';
import { findBatch, membersOf } from '../../adapters/dynamodb/batch-store.ts';
import { creditsFor } from '../../adapters/dynamodb/credit-store.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { namesOf } from '../../adapters/dynamodb/person-store.ts';
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

/** The rosters for BPJS TK hold whole NIKs: whoever does not pay sees their checksums and gets no address. */
const FOR_FINANCE: ReadonlySet<string> = new Set(['roster.csv', 'roster.xlsx']);

/** A batch with its files, as far as the caller may read them, answers and history. @throws RefusedError not-found */
export async function getBatch(
  { params: { batchId }, caller }: { params: { batchId: BatchId }; caller: Person },
  deps: GetBatchDeps,
): Promise<GetBatchOutput> {
  const { table } = deps;
  // Before the batch: a file that is told as applied is in its counts.
  const answers = await Array.fromAsync(answerFilesOf(table, batchId));
  const head = await findBatch(table, batchId);
  const [revisions, files, timeline] = await Promise.all([
    membersOf(table, batchId),
    filesOf(head, hasRole(caller, 'finance'), deps),
    Array.fromAsync(readEvents(table, batchKey(batchId).pk)),
  ]);
  const { sequence, programmes, byAllocation, accepted, rejected, pendingLines, applying, facts, problem } = head;
  const { reversed, carriedIn, carriedOut, followUp, credits, heldUntil, corrections } = head;
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
    corrections,
    revisions,
    files,
    answers: answers.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    next: await nextOf(head, table),
    people: await namesOf(table, [...timeline.map(({ by }) => by), ...answers.map(({ by }) => by)]),
    timeline,
  };
}

const FACT_AFTER: Readonly<Partial<Record<BatchHead['status'], 'billed' | 'sp2d' | 'paid'>>> = {
  answered: 'billed',
  billed: 'sp2d',
  sp2d: 'paid',
};

async function nextOf(head: BatchHead, table: Table): Promise<GetBatchOutput['next']> {
  const step = nextBatchStep({ status: head.status, needsAdministrator: head.needsAdministrator === true });
  const fact = FACT_AFTER[head.status];
  if (fact === undefined) return step;
  // A bill takes what earlier payments left with BPJS TK.
  const credit = fact === 'billed' ? (await creditsFor(table, head)).total : ZERO_RUPIAH;
  const amount = expectedAmount({ acceptedTotal: head.accepted?.total, credit, facts: head.facts ?? {} }, fact);
  return { ...step, fact, amount, ...(credit > 0 && { credit }) };
}

async function filesOf(
  { batchId, files }: BatchHead,
  isFinance: boolean,
  { objects, recordsBucket }: GetBatchDeps,
): Promise<GetBatchOutput['files']> {
  return Promise.all(
    Object.entries(files ?? {}).map(async ([name, { key, sha256, bytes }]) => {
      if (FOR_FINANCE.has(name) && !isFinance) return { name, sha256, bytes };
      const request = { bucket: recordsBucket, key, fileName: `${batchId}-${name}`, expiresSeconds: EXPIRES_SECONDS };
      const { url, expiresAt } = await objects.presignGet(request);
      return { name, sha256, bytes, url, expiresAt };
    }),
  );
}
