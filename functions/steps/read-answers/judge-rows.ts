import type { AnswerFormat } from '../../../domain/configuration/files.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import { readAnswerHeader } from '../../../domain/payment/answer-columns.ts';
import type { AnswerCell, AnswerColumn, AnswerColumns } from '../../../domain/payment/answer-columns.ts';
import { readAnswerRow } from '../../../domain/payment/answer-row.ts';
import type { AnswerRow } from '../../../domain/payment/answer-row.ts';
import { answerOutcome, columnAtFault } from '../../../domain/payment/answer-verdict.ts';
import type { AnswerOutcome } from '../../../domain/payment/answer-verdict.ts';
import type { RawRow } from '../../../domain/roster/roster-row.ts';
import type { LineAnswer } from '../../adapters/dynamodb/answer-records.ts';
import type { IndexedLine, LineIndex } from './line-index.ts';

/** One row of the file and what becomes of it. */
export interface JudgedRow {
  readonly rowNumber: number;
  readonly maskedNik: string;
  readonly word: string;
  readonly outcome: AnswerOutcome;
  /** The heading and content of the cell that decided it; digits of a NIK are masked. */
  readonly column: string | undefined;
  readonly value: string | undefined;
  /** The lines it changes: none unless the outcome accepts or rejects. */
  readonly changes: readonly { readonly line: IndexedLine; readonly answer: LineAnswer }[];
}

export interface Judging {
  readonly format: AnswerFormat;
  readonly index: LineIndex;
  readonly nikHash: (nik: string) => string;
  /** Which of these workers an earlier request of ours covers. */
  readonly coveredBefore: (nikHashes: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Which of these workers (NIK hashes) and revisions are ours, though not of this batch. */
  readonly knownElsewhere: (ids: Strangers) => Promise<ReadonlySet<string>>;
  /** The batch is paid. */
  readonly isPaid: boolean;
  /** First local day after the batch's period. */
  readonly coverEnds: string;
}

/** What rows name that this batch does not hold. */
export interface Strangers {
  readonly nikHashes: readonly string[];
  readonly revisionIds: readonly string[];
}

interface Sheet {
  readonly headings: readonly AnswerCell[];
  readonly columns: AnswerColumns;
}

/**
 * Judges a file row by row. A row of another batch is an outcome here; that it refuses the file is the caller's to say.
 * @throws RefusedError for the whole file: headings that do not fit, or no rows
 */
export async function* judgeRows(
  batches: AsyncIterable<readonly RawRow[]>,
  judging: Judging,
): AsyncGenerator<JudgedRow> {
  let sheet: Sheet | undefined;
  let isEmpty = true;
  const seen = new Set<IndexedLine>();
  for await (const rows of batches) {
    const read: { readonly rowNumber: number; readonly row: AnswerRow }[] = [];
    for (const { rowNumber, cells } of rows) {
      if (sheet === undefined) sheet = { headings: cells, columns: readAnswerHeader(cells, judging.format) };
      else read.push({ rowNumber, row: readAnswerRow(cells, sheet.columns, judging.format) });
    }
    isEmpty &&= read.length === 0;
    const covered = await coveredAmong(read, judging);
    const elsewhere = await judging.knownElsewhere(strangersAmong(read, judging));
    for (const { rowNumber, row } of read) {
      const judged = judgeRow({ row, seen, covered, elsewhere }, judging);
      yield { rowNumber, ...told({ row, outcome: judged.outcome }, sheet), ...judged };
    }
  }
  if (isEmpty)
    throw new RefusedError({
      code: 'answers-empty',
      text: { id: 'Berkas jawaban tidak berisi baris.', en: 'The answer file has no rows.' },
    });
}

/** The ledger is asked only for the workers whom BPJS TK says it knows. */
async function coveredAmong(
  read: readonly { readonly row: AnswerRow }[],
  { nikHash, coveredBefore }: Judging,
): Promise<ReadonlySet<string>> {
  const niks = read.flatMap(({ row }) => (row.meaning === 'covered' && row.nik !== undefined ? [row.nik] : []));
  return niks.length === 0 ? new Set() : coveredBefore(niks.map(nikHash));
}

function strangersAmong(read: readonly { readonly row: AnswerRow }[], { index, nikHash }: Judging): Strangers {
  const nikHashes: string[] = [];
  const revisionIds: string[] = [];
  for (const { row } of read) {
    if (row.nik !== undefined) {
      const hash = nikHash(row.nik);
      if (index.ofWorker(hash).length === 0) nikHashes.push(hash);
    } else if (row.rowId !== undefined && index.ofLineId(row.rowId) === undefined) {
      revisionIds.push(...revisionOf(row.rowId));
    }
  }
  return { nikHashes, revisionIds };
}

/** The revision that a line id names, when the text has the shape of one. */
function revisionOf(rowId: string): string[] {
  const revisionId = LINE_ID.exec(rowId)?.[1];
  return revisionId === undefined ? [] : [revisionId];
}

const LINE_ID = /^([0-9A-HJKMNP-TV-Z]{8})-\d{1,7}$/;

function told({ row, outcome }: { row: AnswerRow; outcome: AnswerOutcome }, sheet: Sheet | undefined) {
  const column = columnAtFault(outcome, row);
  const index = column === undefined ? undefined : sheet?.columns[column];
  const heading = index === undefined ? undefined : sheet?.headings[index];
  return {
    maskedNik: row.nik === undefined ? '' : maskNik(row.nik),
    word: row.word,
    column: heading === undefined ? undefined : String(heading),
    value: column === undefined ? undefined : valueIn(row, column),
  };
}

function valueIn(row: AnswerRow, column: AnswerColumn): string | undefined {
  const text = row.textIn(column);
  return text === undefined || column !== 'nik' ? text : maskNik(text);
}

interface ReadRow {
  readonly row: AnswerRow;
  readonly seen: Set<IndexedLine>;
  readonly covered: ReadonlySet<string>;
  readonly elsewhere: ReadonlySet<string>;
}

function judgeRow(
  { row, seen, covered, elsewhere }: ReadRow,
  judging: Judging,
): Pick<JudgedRow, 'outcome' | 'changes'> {
  const lines = linesOf(row, judging);
  if (lines.length === 0)
    return { outcome: isElsewhere(row, elsewhere, judging) ? 'other-batch' : 'unknown-line', changes: [] };
  if (lines.some((line) => seen.has(line))) return { outcome: 'duplicate', changes: [] };
  for (const line of lines) seen.add(line);
  const isCovered = row.nik !== undefined && covered.has(judging.nikHash(row.nik));
  // One row answers for all of a worker's lines, and its amount for their sum.
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  const outcomes = lines.map(({ status }) =>
    answerOutcome({ status, total, isCovered, isPaid: judging.isPaid }, row, judging.coverEnds),
  );
  const outcome = outcomes.find((one) => verdictOf(one) !== undefined) ?? outcomes[0] ?? 'unknown-line';
  const changes = lines.flatMap((line, index) => {
    const verdict = verdictOf(outcomes[index]);
    return verdict !== undefined ? [{ line, answer: answerFor(line, row, verdict) }] : [];
  });
  return { outcome, changes };
}

function verdictOf(outcome: AnswerOutcome | undefined): LineAnswer['verdict'] | undefined {
  if (outcome === 'accepted') return 'accepted';
  return outcome === 'rejected' || outcome === 'rejected-after-payment' ? 'rejected' : undefined;
}

/** By NIK; our own line id settles which of a worker's lines is meant, or stands in for a NIK that cannot be read. */
function linesOf({ nik, rowId }: AnswerRow, { index, nikHash }: Judging): readonly IndexedLine[] {
  const named = rowId === undefined ? undefined : index.ofLineId(rowId);
  if (nik === undefined) return named === undefined ? [] : [named];
  const lines = index.ofWorker(nikHash(nik));
  return named !== undefined && lines.includes(named) ? [named] : lines;
}

function isElsewhere({ nik, rowId }: AnswerRow, elsewhere: ReadonlySet<string>, { nikHash }: Judging): boolean {
  if (nik !== undefined) return elsewhere.has(nikHash(nik));
  return rowId !== undefined && revisionOf(rowId).some((revisionId) => elsewhere.has(revisionId));
}

function answerFor(line: IndexedLine, row: AnswerRow, verdict: 'accepted' | 'rejected'): LineAnswer {
  const { participant, coverFrom, reason, word } = row;
  if (verdict === 'rejected') return { row: line.row, verdict, reason: reason ?? word };
  return {
    row: line.row,
    verdict,
    ...(participant !== undefined && { participant }),
    ...(typeof coverFrom === 'string' && { coverFrom }),
  };
}
