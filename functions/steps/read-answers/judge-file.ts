import { localTime } from '../../../domain/calendar/local-date.ts';
import type { AnswerFormat } from '../../../domain/configuration/files.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { rupiah } from '../../../domain/money/money.ts';
import type { AnswerOutcome } from '../../../domain/payment/answer-verdict.ts';
import { addMonths } from '../../../domain/period/period.ts';
import { openRows } from '../../../domain/roster/open-rows.ts';
import type { AnswerEffects, AnswerFile, Reading } from '../../adapters/dynamodb/answer-records.ts';
import { basisOf } from '../../adapters/dynamodb/answer-store.ts';
import type { BatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { ClaimStore } from '../../adapters/dynamodb/claim-store.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { readMany, readManyKey } from '../../adapters/dynamodb/read-many.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { answersFolder } from '../../adapters/s3/work-keys.ts';
import { judgeRows } from './judge-rows.ts';
import type { JudgedRow, Judging, Strangers } from './judge-rows.ts';
import { indexLines } from './line-index.ts';
import { createParts } from './write-parts.ts';
import { createOutcomes, writeReading } from './write-reading.ts';

export interface JudgeFileDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerified' | 'put'>;
  readonly recordsBucket: string;
  readonly workBucket: string;
  readonly claims: Pick<ClaimStore, 'lastPaidMonths' | 'knownWorkers'>;
  /** The answer words and headings in force. */
  readonly answerFormat: () => Promise<AnswerFormat>;
  readonly nikHasher: () => Promise<(nik: string) => string>;
  readonly utcOffsetMinutes: BatchCalendar['utcOffsetMinutes'];
  readonly now: () => Date;
}

export interface JudgeFile {
  readonly head: BatchHead;
  readonly file: Pick<AnswerFile, 'sha256' | 'object'>;
}

/**
 * Reads a sealed answer file against the batch as it stands and keeps what came of it: each row's outcome, and the parts
 * that would change lines. It changes nothing itself. A file that is refused whole has a problem instead of parts.
 */
export async function judgeFile({ head, file }: JudgeFile, deps: JudgeFileDeps): Promise<Reading> {
  const place = { ...deps, folder: answersFolder(head.batchId, file.sha256) };
  const outcomes = createOutcomes();
  const parts = createParts();
  const effects = createEffects(head);
  const counts: Partial<Record<AnswerOutcome, number>> = {};
  const source = openRows(deps.objects.readVerified(deps.recordsBucket, file.object));
  let foreign: JudgedRow | undefined;
  for await (const judged of judgeRows(source, await judgingOf(head, deps))) {
    outcomes.add(judged);
    parts.add(judged);
    effects.add(judged);
    counts[judged.outcome] = (counts[judged.outcome] ?? 0) + 1;
    if (judged.outcome === 'other-batch') foreign ??= judged;
  }
  const found = { rows: outcomes.rows.length, counts };
  const told = { basis: basisOf(head), rows: outcomes.rows };
  if (foreign === undefined) {
    const written = await writeReading({ ...told, parts: parts.result() }, place);
    return { ...written, ...found, effects: effects.result() };
  }
  const written = await writeReading({ ...told, parts: undefined }, place);
  return { ...written, ...found, problem: problemOf(foreignRows(foreign, counts['other-batch'] ?? 1)) };
}

export const problemOf = ({ code, text }: RefusedError): Required<Reading>['problem'] => ({ code, ...text });

async function judgingOf(head: BatchHead, deps: JudgeFileDeps): Promise<Judging> {
  return {
    format: await deps.answerFormat(),
    index: await indexLines(deps.table, head.batchId),
    nikHash: await deps.nikHasher(),
    coveredBefore: async (nikHashes) =>
      new Set((await deps.claims.lastPaidMonths({ nikHashes, before: head.period.firstMonth })).keys()),
    knownElsewhere: (ids) => knownElsewhere(ids, head, deps),
    batch: {
      isPaid: head.status === 'paid',
      coverEnds: `${addMonths(head.period.firstMonth, head.period.months)}-01`,
      period: head.period,
      kodeIuran: head.facts?.billed?.kodeIuran,
      now: localTime(deps.now(), await deps.utcOffsetMinutes()),
    },
  };
}

/** Ours of this fiscal year or the one before: files of older batches are no mistake that still happens. */
async function knownElsewhere(
  { nikHashes, revisionIds }: Strangers,
  { fiscalYear }: BatchHead,
  { table, claims }: JudgeFileDeps,
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const year of nikHashes.length === 0 ? [] : [fiscalYear, fiscalYear - 1]) {
    for (const nikHash of await claims.knownWorkers({ nikHashes, year })) known.add(nikHash);
  }
  const keys = [...new Set(revisionIds)].map((id) => ({ id, key: revisionKey(revisionIdSchema.parse(id)) }));
  const items = await readMany(
    table,
    keys.map(({ key }) => key),
  );
  for (const { id, key } of keys) if (items.has(readManyKey(key))) known.add(id);
  return known;
}

/** Adds up what the rows change. */
function createEffects(head: BatchHead) {
  const accepted = { lines: 0, total: 0 };
  const rejected = { lines: 0, total: 0 };
  let open = head.pendingLines ?? 0;
  let falls = 0;
  const add = ({ changes }: JudgedRow): void => {
    for (const { line, answer } of changes) {
      const sum = answer.verdict === 'accepted' ? accepted : rejected;
      sum.lines += 1;
      sum.total += line.total;
      if (line.status === 'pending') open -= 1;
      if (line.status === 'accepted') falls += line.total;
    }
  };
  const result = (): AnswerEffects => ({
    accepted: { lines: accepted.lines, total: rupiah(accepted.total) },
    rejected: { lines: rejected.lines, total: rupiah(rejected.total) },
    pendingLines: open,
    voidsBill: (head.status === 'billed' || head.status === 'sp2d') && falls > 0,
  });
  return { add, result };
}

function foreignRows({ rowNumber, maskedNik }: JudgedRow, count: number): RefusedError {
  return new RefusedError({
    code: 'answers-of-another-batch',
    kind: 'conflict',
    field: `row ${rowNumber}`,
    text: {
      id: `${count} baris, yang pertama baris ${rowNumber} (NIK ${maskedNik}), milik batch lain. Berkas ditolak seluruhnya; tidak ada yang diubah. Unggah berkas ini pada batch yang benar, atau keluarkan baris itu.`,
      en: `${count} rows, the first of them row ${rowNumber} (NIK ${maskedNik}), belong to another batch. The whole file is refused; nothing was changed. Upload it to the right batch, or take those rows out.`,
    },
  });
}
