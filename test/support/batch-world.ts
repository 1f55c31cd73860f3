import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import * as z from 'zod';
import type { AnswerFormat } from '../../domain/configuration/files.ts';
import type { BatchId, PersonId, RevisionId } from '../../domain/identity/ids.ts';
import { personIdSchema } from '../../domain/identity/ids.ts';
import { month } from '../../domain/period/period.ts';
import type { AnswerPart } from '../../functions/adapters/dynamodb/answer-records.ts';
import { readEvents } from '../../functions/adapters/dynamodb/audit-log.ts';
import { openBatchCalendar } from '../../functions/adapters/dynamodb/batch-calendar.ts';
import { requireBatch } from '../../functions/adapters/dynamodb/batch-store.ts';
import { chunksOf } from '../../functions/adapters/dynamodb/chunk-store.ts';
import type { ChunkPlace } from '../../functions/adapters/dynamodb/chunk-store.ts';
import { openClaimStore } from '../../functions/adapters/dynamodb/claim-store.ts';
import { decideLines } from '../../functions/http/decide-lines/step.ts';
import type { DecideLinesBody } from '../../functions/http/decide-lines/contract.ts';
import { openFileDocuments } from '../../functions/adapters/dynamodb/file-documents.ts';
import { openFinancePeople } from '../../functions/adapters/dynamodb/finance-mails.ts';
import { batchKey, workerYearKey } from '../../functions/adapters/dynamodb/keys.ts';
import { verifyLedger } from '../../functions/adapters/dynamodb/ledger.ts';
import { readItem } from '../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import type { ManifestSigner } from '../../functions/adapters/kms/manifest-signer.ts';
import type { ExecutionStart, ExecutionStatus, Executions } from '../../functions/adapters/sfn/executions.ts';
import { carryBatch } from '../../functions/http/carry-batch/step.ts';
import { correctFact } from '../../functions/http/correct-fact/step.ts';
import type { CorrectFactBody } from '../../functions/http/correct-fact/contract.ts';
import { createBatch } from '../../functions/http/create-batch/step.ts';
import { enterFact } from '../../functions/http/enter-fact/step.ts';
import type { EnterFactBody } from '../../functions/http/enter-fact/contract.ts';
import { applyPreview } from '../../functions/http/apply-preview/step.ts';
import { listAnswerRows } from '../../functions/http/list-answer-rows/step.ts';
import { previewAnswers } from '../../functions/http/preview-answers/step.ts';
import { uploadAnswers } from '../../functions/http/upload-answers/step.ts';
import { applyAnswers } from '../../functions/steps/apply-answers/step.ts';
import { applyExclusions } from '../../functions/steps/apply-exclusions/step.ts';
import { awaitFinance } from '../../functions/steps/await-finance/step.ts';
import { buildFiles } from '../../functions/steps/build-files/step.ts';
import { carryLines } from '../../functions/steps/carry-lines/step.ts';
import { concludeCarry } from '../../functions/steps/conclude-carry/step.ts';
import { checkFiles } from '../../functions/steps/check-files/step.ts';
import { closeBatch } from '../../functions/steps/close-batch/step.ts';
import { concludeAnswers } from '../../functions/steps/conclude-answers/step.ts';
import { listChunks } from '../../functions/steps/list-chunks/step.ts';
import { loadBatch } from '../../functions/steps/load-batch/step.ts';
import { notifyFinance } from '../../functions/steps/notify-finance/step.ts';
import { openBatches } from '../../functions/steps/open-batches/step.ts';
import type { OpenBatchesInput } from '../../functions/steps/open-batches/contract.ts';
import { readAnswers } from '../../functions/steps/read-answers/step.ts';
import { reconcileBatch } from '../../functions/steps/reconcile-batch/step.ts';
import { repair } from '../../functions/steps/repair/step.ts';
import { reviewBatch } from '../../functions/steps/review-batch/step.ts';
import { sealBatch } from '../../functions/steps/seal-batch/step.ts';
import { settleLines } from '../../functions/steps/settle-lines/step.ts';
import { hashNik, inventRoster, requestWorld, rosterCsv } from './request-world.ts';
import type { RosterLine } from './request-world.ts';

export const FINANCE: PersonId = personIdSchema.parse('bendahara');
export const OTHER_FINANCE: PersonId = personIdSchema.parse('bendahara-2');
export const JANUARY = { wadahId: 'SG', firstMonth: month('2027-01'), months: 1 as const, sourceId: 'APBD' };

/** Executions as a test sees them: what was started and told; a test sets how each ended. */
export interface FakeExecutions extends Executions {
  readonly started: ExecutionStart[];
  readonly told: string[];
  readonly status: Map<string, ExecutionStatus>;
}

function fakeExecutions(): FakeExecutions {
  const started: ExecutionStart[] = [];
  const told: string[] = [];
  const status = new Map<string, ExecutionStatus>();
  return {
    started,
    told,
    status,
    startExecution: async (start) => {
      await Promise.resolve();
      if (status.has(start.name)) return;
      started.push(start);
      status.set(start.name, 'RUNNING');
    },
    answerToken: async (token) => {
      told.push(token);
      return Promise.resolve('told');
    },
    describeExecution: async ({ name }) => {
      const found = status.get(name);
      return Promise.resolve(found === undefined ? null : { status: found });
    },
  };
}

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer = {
  sign: (text: string) => Promise.resolve(createSign('sha256').update(text).sign(keys.privateKey)),
  publicKey: () => Promise.resolve(keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
};

export type BatchWorld = Awaited<ReturnType<typeof batchWorld>>;

/** A regency with committed requests, and the batch machine's steps in the order of its definition. */
export async function batchWorld(store: Table, options: { chunkRows?: number; signer?: ManifestSigner } = {}) {
  const requests = await requestWorld(store, { chunkRows: options.chunkRows ?? 4 });
  const executions = fakeExecutions();
  const alarms: unknown[] = [];
  const acted: unknown[] = [];
  const failures: unknown[] = [];
  // The faulty table of a test stands in for the real one only where the batch's own functions work.
  const state: { table: Table; answerFormat?: () => Promise<AnswerFormat> } = { table: store };
  const now = () => new Date(requests.state.clock);
  const deps = () => ({
    ...openBatchCalendar(state.table),
    table: state.table,
    objects: requests.objects,
    uploadsBucket: 'uploads',
    recordsBucket: 'records',
    workBucket: 'work',
    claims: openClaimStore(state.table),
    documents: openFileDocuments(state.table),
    answerFormat:
      state.answerFormat ?? (async () => (await openFileDocuments(state.table).current('files')).document.answers),
    nikHasher: () => Promise.resolve(hashNik),
    financePeople: openFinancePeople(state.table),
    nudgeMail: () => Promise.resolve(),
    signer: options.signer ?? signer,
    executions,
    answerToken: executions.answerToken,
    machineArn: 'arn:request',
    batchMachineArn: 'arn:batch',
    by: 'open-batches',
    now,
    tell: {
      acted: (what: unknown) => acted.push(what),
      alarm: (what: unknown) => alarms.push(what),
      failed: (what: unknown, error: unknown) => failures.push({ what, error }),
    },
  });

  const list = <Item>(key: string): Item[] =>
    JSON.parse(requests.objects.objects.get(`work/${key}`)?.toString() ?? '[]') as Item[];

  /** From the stored status to the next wait or the end, as the definition goes. */
  const runMachine = async (batchId: BatchId): Promise<string> => {
    const { resumeAt, chunksKey } = await loadBatch({ batchId }, deps());
    type Step = () => Promise<unknown>;
    const chunks = () => list<ChunkPlace>(chunksKey);
    const forward: [string, Step][] = [
      ['list', () => listChunks({ batchId }, deps())],
      [
        'list',
        async () => {
          for (const item of chunks()) await applyExclusions({ batchId, item }, deps());
        },
      ],
      ['list', () => sealBatch({ batchId }, deps())],
      ['build', () => buildFiles({ batchId }, deps())],
      ['check', () => checkFiles({ batchId }, deps())],
      ['notify', () => notifyFinance({ batchId }, deps())],
    ];
    const settling: [string, Step][] = [
      [
        'settle',
        async () => {
          for (const item of chunks()) await settleLines({ batchId, item }, deps());
        },
      ],
      ['settle', () => reconcileBatch({ batchId }, deps())],
      ['close', () => closeBatch({ batchId }, deps())],
    ];
    const from = (steps: [string, Step][], name: string): Step[] => {
      const index = steps.findIndex(([at]) => at === name);
      return index < 0 ? [] : steps.slice(index).map(([, step]) => step);
    };
    if (resumeAt === 'end') return 'ended';
    for (const step of from(forward, resumeAt)) await step();
    if (resumeAt === 'settle' || resumeAt === 'close') {
      for (const step of from(settling, resumeAt)) await step();
      return 'ended';
    }
    for (;;) {
      const review = await reviewBatch({ batchId }, deps());
      if (review.outcome === 'wait' || review.outcome === 'ended') return review.outcome;
      if (review.outcome === 'settle') {
        for (const step of from(settling, 'settle')) await step();
        return 'ended';
      }
      if (review.outcome === 'carry') {
        for (const item of chunks()) await carryLines({ batchId, item }, deps());
        await concludeCarry({ batchId }, deps());
        continue;
      }
      const { sha256 } = review;
      const { partsKey } = await readAnswers({ batchId, sha256 }, deps());
      for (const item of list<AnswerPart>(partsKey)) await applyAnswers({ batchId, sha256, item }, deps());
      await concludeAnswers({ batchId, sha256 }, deps());
    }
  };

  /** A request that is committed and waits for its batch. */
  const committed = async (roster: readonly RosterLine[], number = 1): Promise<RevisionId> => {
    const id = await requests.submit({ number, csv: rosterCsv(roster) });
    await requests.toReserved(id);
    await requests.approve(id);
    await requests.toRecording(id);
    await requests.recordAll(id);
    await requests.commit(id);
    return id;
  };

  const upload = (name: string, bytes: string | Buffer, by: PersonId = FINANCE): string => {
    const key = `uploads/${by}/${name}`;
    requests.objects.objects.set(`uploads/${key}`, typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    return key;
  };

  const eventsOf = (batchId: BatchId) => Array.fromAsync(readEvents(store, batchKey(batchId).pk));

  return {
    requests,
    state,
    deps,
    executions,
    alarms,
    acted,
    failures,
    runMachine,
    committed,
    upload,
    roster: (workers: number, seed = 1) => inventRoster(workers, { seed }),
    batch: (batchId: BatchId) => requireBatch(store, batchId),
    events: async (batchId: BatchId) => (await eventsOf(batchId)).map(({ type }) => type),
    eventsOf,
    lines: async (id: RevisionId) => (await Array.fromAsync(chunksOf(store, id))).flatMap(({ lines }) => lines),
    /** Programme-months of 2027 that some revision holds for the worker. */
    slotsHeld: async (nikHash: string) => {
      const item = await readItem(store, workerYearKey(nikHash, 2027), z.record(z.string(), z.unknown()));
      return Object.keys(item ?? {}).filter((name) => /^J(KK|KM|HT)\d\d$/.test(name));
    },
    openDaily: (input: OpenBatchesInput = {}) => openBatches(input, deps()),
    createBatch: () => createBatch({ body: JANUARY, caller: { personId: FINANCE } }, deps()),
    awaitFinance: (batchId: BatchId, taskToken = 'token-1', enteredTime = '2027-01-01T00:00:00.000Z') =>
      awaitFinance({ batchId, taskToken, enteredTime, retryCount: 0 }, deps()),
    answer: (batchId: BatchId, csv: string | Buffer, name = 'answers.csv') =>
      uploadAnswers(
        { params: { batchId }, body: { uploadKey: upload(name, csv), fileName: name }, caller: { personId: FINANCE } },
        deps(),
      ),
    preview: (batchId: BatchId, csv: string | Buffer, name = 'answers.csv') =>
      previewAnswers(
        { params: { batchId }, body: { uploadKey: upload(name, csv), fileName: name }, caller: { personId: FINANCE } },
        deps(),
      ),
    rowsOf: (batchId: BatchId, sha256: string, query: { page?: number; only?: 'all' | 'attention' } = {}) =>
      listAnswerRows({ params: { batchId, sha256 }, query: { page: 1, only: 'all', ...query } }, deps()),
    apply: (batchId: BatchId, { sha256, readingId = '' }: { sha256: string; readingId?: string | undefined }) =>
      applyPreview({ params: { batchId, sha256 }, body: { readingId }, caller: { personId: FINANCE } }, deps()),
    enterFact: (batchId: BatchId, body: EnterFactBody) =>
      enterFact({ params: { batchId }, body, caller: { personId: FINANCE } }, deps()),
    decide: (batchId: BatchId, body: DecideLinesBody) =>
      decideLines({ params: { batchId }, body, caller: { personId: FINANCE } }, deps()),
    carry: (batchId: BatchId) =>
      carryBatch({ params: { batchId }, body: { reason: 'tenggat' }, caller: { personId: FINANCE } }, deps()),
    correct: (batchId: BatchId, body: CorrectFactBody, by: PersonId = OTHER_FINANCE) =>
      correctFact({ params: { batchId }, body, caller: { personId: by } }, deps()),
    repair: () => repair({}, deps()),
    exported: (batchId: BatchId): Record<string, string>[] =>
      parse(requests.objects.objects.get(`records/batches/${batchId}/roster.csv`) ?? '', { columns: true, bom: true }),
    ledger: () => Promise.all(['APBD-2027-JKK', 'APBD-2027-JKM'].map((id) => verifyLedger(store, id))),
  };
}

/** BPJS TK's answer file for exported rows: `word` says what it answers to each. */
export function answersCsv(
  rows: readonly Record<string, string>[],
  word: (row: Record<string, string>, index: number) => string = () => 'data cocok',
): string {
  const records = rows.map((row, index) => [row['NIK'], word(row, index), `KPJ${index}`, '2027-01-01', 'catatan']);
  return stringify([['nik', 'status', 'no kpj', 'mulai kepesertaan', 'keterangan'], ...records], { delimiter: ';' });
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
