import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { lineLifecycle } from '../../../domain/batch/lifecycle.ts';
import { BrokenError, TransientError } from '../../../domain/errors.ts';
import { canMove } from '../../../domain/lifecycle.ts';
import { lineAnswerSchema } from '../../adapters/dynamodb/answer-records.ts';
import type { LineAnswer } from '../../adapters/dynamodb/answer-records.ts';
import { leaveBatch } from '../../adapters/dynamodb/batch-lines.ts';
import { batchApplies, requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { readChunkAt, replaceLines } from '../../adapters/dynamodb/chunk-store.ts';
import { journalIdFor } from '../../adapters/dynamodb/ledger.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { ChunkItem, Line } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { ConditionFailedError, MAX_TRIES, transact } from '../../adapters/dynamodb/transact.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { ApplyAnswersInput, ApplyAnswersOutput } from './contract.ts';

export interface ApplyAnswersDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerifiedText'>;
  readonly workBucket: string;
  readonly now: () => Date;
}

const NOTHING: ApplyAnswersOutput = { accepted: 0, rejected: 0 };

/**
 * Applies one part of an answer file: accepted lines get their participant numbers, rejected ones give money and slots
 * back (after the payment: leave a credit), in one transaction. A part that is applied already changes nothing.
 */
export async function applyAnswers(input: ApplyAnswersInput, deps: ApplyAnswersDeps): Promise<ApplyAnswersOutput> {
  const { batchId, sha256, item } = input;
  const { table } = deps;
  const text = await deps.objects.readVerifiedText(deps.workBucket, item);
  const answers = z.array(lineAnswerSchema).parse(JSON.parse(text));
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const head = await requireBatch(table, batchId);
    if (head.applying !== sha256) return NOTHING;
    const chunk = await readChunkAt(table, item);
    if (chunk === null) throw new BrokenError(`no chunk ${item.revisionId}/${item.chunk}`);
    const answered = answerLines(chunk, answers, head.status === 'paid' ? 'reversed' : 'rejected');
    if (answered.accepted.length + answered.rejected.length === 0) return NOTHING;
    if (await isWritten(table, writesOf({ input, head, chunk, answered }, deps))) {
      return { accepted: answered.accepted.length, rejected: answered.rejected.length };
    }
    await table.pause(attempt);
  }
  throw new TransientError(`chunk ${item.revisionId}/${item.chunk} changed under each of ${MAX_TRIES} tries`);
}

interface Answered {
  /** The chunk's lines as they will be. */
  readonly lines: readonly Line[];
  /** Those that change, as they were. */
  readonly accepted: readonly Line[];
  readonly rejected: readonly Line[];
}

/** `rejectedAs`: what a rejected line becomes, before or after the payment. */
function answerLines(chunk: ChunkItem, answers: readonly LineAnswer[], rejectedAs: 'rejected' | 'reversed'): Answered {
  const answerOf = new Map(answers.map((answer) => [answer.row, answer]));
  const accepted: Line[] = [];
  const rejected: Line[] = [];
  const lines = chunk.lines.map((line): Line => {
    const answer = answerOf.get(line.row);
    const status = answer?.verdict === 'rejected' ? rejectedAs : 'accepted';
    if (answer === undefined || !canMove(lineLifecycle, line.status, status)) return line;
    (answer.verdict === 'accepted' ? accepted : rejected).push(line);
    const { participant, coverFrom, reason } = answer;
    const { row, nikHash, profile } = line;
    return { row, nikHash, profile, status, participant, coverFrom, reason };
  });
  return { lines, accepted, rejected };
}

function writesOf(
  { input, head, chunk, answered }: { input: ApplyAnswersInput; head: BatchHead; chunk: ChunkItem; answered: Answered },
  { table, now }: ApplyAnswersDeps,
): WriteItem[] {
  const { batchId, sha256, item } = input;
  const { lines, rejected: leaving } = answered;
  // Acceptance moves no money: the chunk's own version is condition enough, at half the price of a transaction.
  if (leaving.length === 0) return [replaceLines(table, chunk, lines)];
  const isPaid = head.status === 'paid';
  const journalId = journalIdFor(batchId, isPaid ? 'overpay' : 'reject', `${sha256}:${item.part}`);
  const at = now().toISOString();
  const writes = leaveBatch(table, { head, chunk, lines, leaving, journalId, isPaid, at, by: 'apply-answers' });
  return [...writes, batchApplies(table, batchId, sha256)];
}

/** False when something moved meanwhile: read and judge again. */
async function isWritten(table: Table, writes: readonly WriteItem[]): Promise<boolean> {
  try {
    const [first, ...others] = writes;
    if (first?.Update !== undefined && others.length === 0) await table.client.send(new UpdateCommand(first.Update));
    else await transact(table, writes);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError || error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
