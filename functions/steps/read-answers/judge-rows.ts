import type { AnswerFormat } from '../../../domain/configuration/files.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import type { AnswerCell } from '../../../domain/payment/answer-cells.ts';
import type { AnswerOutcome } from '../../../domain/payment/answer-verdict.ts';
import type { BilledBatch } from '../../../domain/payment/bank-verdict.ts';
import type { RawRow } from '../../../domain/roster/roster-row.ts';
import { openAnswerSheet } from './answer-sheet.ts';
import type { AnsweredBatch } from './answer-sheet.ts';
import { openBankSheet } from './bank-sheet.ts';
import type { FileRow, LineChange, ReadRow, RowVerdict, ToldCell } from './file-row.ts';
import type { IndexedLine, LineIndex } from './line-index.ts';

/** One row of the file and what becomes of it; `column` and `value` are of the cell that decided it. */
export interface JudgedRow extends ToldCell {
  readonly rowNumber: number;
  readonly maskedNik: string;
  readonly word: string;
  readonly outcome: AnswerOutcome;
  /** The lines that the row names, whether it changes them or not. */
  readonly lines: readonly IndexedLine[];
  readonly changes: readonly LineChange[];
}

export interface Judging {
  readonly format: AnswerFormat;
  readonly index: LineIndex;
  readonly nikHash: (nik: string) => string;
  /** Which of these workers an earlier request of ours covers. */
  readonly coveredBefore: (nikHashes: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Which of these workers (NIK hashes) and revisions are ours, though not of this batch. */
  readonly knownElsewhere: (ids: Strangers) => Promise<ReadonlySet<string>>;
  readonly batch: AnsweredBatch & BilledBatch;
}

/** What rows name that this batch does not hold. */
export interface Strangers {
  readonly nikHashes: readonly string[];
  readonly revisionIds: readonly string[];
}

interface NumberedRow {
  readonly rowNumber: number;
  readonly row: FileRow;
}

/**
 * Judges a file row by row. A row of another batch is an outcome here; that it refuses the file is the caller's to say.
 * @throws RefusedError for the whole file: headings that do not fit, or no rows
 */
export async function* judgeRows(
  batches: AsyncIterable<readonly RawRow[]>,
  judging: Judging,
): AsyncGenerator<JudgedRow> {
  let readRow: ReadRow | undefined;
  let isEmpty = true;
  const seen = new Set<IndexedLine>();
  for await (const rows of batches) {
    const read: NumberedRow[] = [];
    for (const { rowNumber, cells } of rows) {
      if (readRow === undefined) readRow = openSheet(cells, judging);
      else read.push({ rowNumber, row: readRow(cells) });
    }
    isEmpty &&= read.length === 0;
    const covered = await coveredAmong(read, judging);
    const elsewhere = await judging.knownElsewhere(strangersAmong(read, judging));
    for (const { rowNumber, row } of read) {
      const lines = linesOf(row, judging);
      const { outcome, cell, changes } = judgeRow({ row, lines, seen, covered, elsewhere }, judging);
      const maskedNik = row.nik === undefined ? '' : maskNik(row.nik);
      yield { rowNumber, maskedNik, word: row.word, outcome, column: cell?.column, value: cell?.value, lines, changes };
    }
  }
  if (isEmpty)
    throw new RefusedError({
      code: 'answers-empty',
      text: { id: 'Berkas jawaban tidak berisi baris.', en: 'The answer file has no rows.' },
    });
}

/** The headings tell a bank's report from BPJS TK's row answers. */
function openSheet(headings: readonly AnswerCell[], { format, batch }: Judging): ReadRow {
  return openBankSheet(headings, format.bank, batch) ?? openAnswerSheet(headings, format, batch);
}

/** The ledger is asked only for the workers whom BPJS TK says it knows. */
async function coveredAmong(
  read: readonly NumberedRow[],
  { nikHash, coveredBefore }: Judging,
): Promise<ReadonlySet<string>> {
  const niks = read.flatMap(({ row }) => (row.saysCovered && row.nik !== undefined ? [row.nik] : []));
  return niks.length === 0 ? new Set() : coveredBefore(niks.map(nikHash));
}

function strangersAmong(read: readonly NumberedRow[], { index, nikHash }: Judging): Strangers {
  const nikHashes: string[] = [];
  const revisionIds: string[] = [];
  for (const { row } of read) {
    if (row.nik !== undefined) {
      const hash = nikHash(row.nik);
      if (index.ofWorker(hash).length === 0) nikHashes.push(hash);
    } else if (row.lineId !== undefined && index.ofLineId(row.lineId) === undefined) {
      revisionIds.push(...revisionOf(row.lineId));
    }
  }
  return { nikHashes, revisionIds };
}

/** The revision that a line id names, when the text has the shape of one. */
function revisionOf(lineId: string): string[] {
  const revisionId = LINE_ID.exec(lineId)?.[1];
  return revisionId === undefined ? [] : [revisionId];
}

const LINE_ID = /^([0-9A-HJKMNP-TV-Z]{8})-\d{1,7}$/;

interface RowBesideOthers {
  readonly row: FileRow;
  readonly lines: readonly IndexedLine[];
  readonly seen: Set<IndexedLine>;
  readonly covered: ReadonlySet<string>;
  readonly elsewhere: ReadonlySet<string>;
}

function judgeRow({ row, lines, seen, covered, elsewhere }: RowBesideOthers, judging: Judging): RowVerdict {
  const named = { cell: row.name, changes: [] };
  if (lines.length === 0)
    return { outcome: isElsewhere(row, elsewhere, judging) ? 'other-batch' : 'unknown-line', ...named };
  if (lines.some((line) => seen.has(line))) return { outcome: 'duplicate', ...named };
  for (const line of lines) seen.add(line);
  return row.judge(lines, row.nik !== undefined && covered.has(judging.nikHash(row.nik)));
}

/** By NIK; our own line id settles which of a worker's lines is meant, or stands in for a NIK that cannot be read. */
function linesOf({ nik, lineId, participant }: FileRow, { index, nikHash }: Judging): readonly IndexedLine[] {
  const named = lineId === undefined ? undefined : index.ofLineId(lineId);
  if (nik !== undefined) {
    const lines = index.ofWorker(nikHash(nik));
    return named !== undefined && lines.includes(named) ? [named] : lines;
  }
  if (named !== undefined) return [named];
  return participant === undefined ? [] : index.ofParticipant(participant);
}

function isElsewhere({ nik, lineId }: FileRow, elsewhere: ReadonlySet<string>, { nikHash }: Judging): boolean {
  if (nik !== undefined) return elsewhere.has(nikHash(nik));
  return lineId !== undefined && revisionOf(lineId).some((revisionId) => elsewhere.has(revisionId));
}
