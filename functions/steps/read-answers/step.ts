import type { AnswerFormat } from '../../../domain/configuration/files.ts';
import { BrokenError, RefusedError } from '../../../domain/errors.ts';
import { addMonths } from '../../../domain/period/period.ts';
import type { AnswerOutcome } from '../../../domain/payment/answer-verdict.ts';
import { openRows } from '../../../domain/roster/open-rows.ts';
import type { AnswerFile } from '../../adapters/dynamodb/answer-records.ts';
import { endAnswerFile, keepReading, requireAnswerFile } from '../../adapters/dynamodb/answer-store.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import type { ClaimStore } from '../../adapters/dynamodb/claim-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { ReadAnswersInput, ReadAnswersOutput } from './contract.ts';
import { judgeRows } from './judge-rows.ts';
import { indexLines } from './line-index.ts';
import { createParts, createReport, writeParts } from './write-parts.ts';

export interface ReadAnswersDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerified' | 'put'>;
  readonly recordsBucket: string;
  readonly workBucket: string;
  readonly claims: Pick<ClaimStore, 'lastPaidMonths'>;
  /** The answer words and headings in force. */
  readonly answerFormat: () => Promise<AnswerFormat>;
  readonly nikHasher: () => Promise<(nik: string) => string>;
  readonly now: () => Date;
}

/**
 * Reads a stored answer file and cuts what it changes into parts. The file is taken whole or not at all: what refuses it
 * is written down and the batch waits for the next file.
 */
export async function readAnswers(input: ReadAnswersInput, deps: ReadAnswersDeps): Promise<ReadAnswersOutput> {
  const { batchId, sha256 } = input;
  const head = await requireBatch(deps.table, batchId);
  const file = await requireAnswerFile(deps.table, batchId, sha256);
  const partsKey = `batches/${batchId}/answers/${sha256}/parts.json`;
  if (file.parts !== undefined) return { outcome: 'read', sha256, partsKey, parts: file.parts.count };
  try {
    if (file.status === 'refused') return await nothingRead(input, deps);
    const parts = await judgeFile({ head, file }, deps);
    return { outcome: 'read', sha256, partsKey, parts };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    await refuseFile({ file, refusal: error }, deps);
    return nothingRead(input, deps);
  }
}

/** An empty list, so that whoever goes on with it changes nothing. */
async function nothingRead({ batchId, sha256 }: ReadAnswersInput, deps: ReadAnswersDeps): Promise<ReadAnswersOutput> {
  const { key } = await writeParts([], placeOf(batchId, sha256, deps));
  return { outcome: 'refused', sha256, partsKey: key, parts: 0 };
}

const placeOf = (batchId: string, sha256: string, { objects, workBucket }: ReadAnswersDeps) => ({
  objects,
  workBucket,
  folder: `batches/${batchId}/answers/${sha256}`,
});

async function judgeFile(
  { head, file }: { head: BatchHead; file: AnswerFile },
  deps: ReadAnswersDeps,
): Promise<number> {
  const parts = createParts();
  const report = createReport();
  const counts: Partial<Record<AnswerOutcome, number>> = {};
  let rows = 0;
  const judging = {
    format: await deps.answerFormat(),
    index: await indexLines(deps.table, head.batchId),
    nikHash: await deps.nikHasher(),
    coveredBefore: async (nikHashes: readonly string[]) =>
      new Set((await deps.claims.lastPaidMonths({ nikHashes, before: head.period.firstMonth })).keys()),
    isPaid: head.status === 'paid',
    coverEnds: `${addMonths(head.period.firstMonth, head.period.months)}-01`,
  };
  const source = openRows(deps.objects.readVerified(deps.recordsBucket, file.object));
  for await (const judged of judgeRows(source, judging)) {
    parts.add(judged);
    report.add(judged);
    rows += 1;
    counts[judged.outcome] = (counts[judged.outcome] ?? 0) + 1;
  }
  const place = placeOf(head.batchId, file.sha256, deps);
  const stored = await writeParts(parts.result(), place);
  await keepReading(deps.table, file, { parts: stored, report: await report.store(place), rows, counts });
  return stored.count;
}

async function refuseFile(
  { file, refusal }: { file: AnswerFile; refusal: RefusedError },
  { table, now }: ReadAnswersDeps,
): Promise<void> {
  const problem = { code: refusal.code, ...refusal.text };
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
          also: [endAnswerFile(table, file, { status: 'refused', problem })],
        },
      };
    },
  });
}
