import type { AnswerFormat } from '../../../domain/configuration/files.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import { readAnswerHeader } from '../../../domain/payment/answer-columns.ts';
import type { AnswerColumns } from '../../../domain/payment/answer-columns.ts';
import { readAnswerRow } from '../../../domain/payment/answer-row.ts';
import type { AnswerRow } from '../../../domain/payment/answer-row.ts';
import { answerOutcome } from '../../../domain/payment/answer-verdict.ts';
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
  /** The lines it changes: none unless the outcome accepts or rejects. */
  readonly changes: readonly { readonly line: IndexedLine; readonly answer: LineAnswer }[];
}

export interface Judging {
  readonly format: AnswerFormat;
  readonly index: LineIndex;
  readonly nikHash: (nik: string) => string;
  /** Which of these workers an earlier request of ours covers. */
  readonly coveredBefore: (nikHashes: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The batch is paid. */
  readonly isPaid: boolean;
  /** First local day after the batch's period. */
  readonly coverEnds: string;
}

/**
 * Judges a file row by row.
 * @throws RefusedError for the whole file: headings that do not fit, no rows, or a worker who is not in this batch
 */
export async function* judgeRows(
  batches: AsyncIterable<readonly RawRow[]>,
  judging: Judging,
): AsyncGenerator<JudgedRow> {
  let columns: AnswerColumns | undefined;
  let isEmpty = true;
  const seen = new Set<IndexedLine>();
  for await (const rows of batches) {
    const read: { readonly rowNumber: number; readonly row: AnswerRow }[] = [];
    for (const { rowNumber, cells } of rows) {
      if (columns === undefined) columns = readAnswerHeader(cells, judging.format);
      else read.push({ rowNumber, row: readAnswerRow(cells, columns, judging.format) });
    }
    isEmpty &&= read.length === 0;
    const covered = await coveredAmong(read, judging);
    for (const { rowNumber, row } of read) yield judgeRow({ rowNumber, row, seen, covered }, judging);
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

interface ReadRow {
  readonly rowNumber: number;
  readonly row: AnswerRow;
  readonly seen: Set<IndexedLine>;
  readonly covered: ReadonlySet<string>;
}

function judgeRow({ rowNumber, row, seen, covered }: ReadRow, judging: Judging): JudgedRow {
  const told = { rowNumber, maskedNik: row.nik === undefined ? '' : maskNik(row.nik), word: row.word };
  const lines = linesOf(row, judging);
  if (lines === 'foreign') throw foreignRow(rowNumber, told.maskedNik);
  if (lines.length === 0) return { ...told, outcome: 'unknown-line', changes: [] };
  if (lines.some((line) => seen.has(line))) return { ...told, outcome: 'duplicate', changes: [] };
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
  return { ...told, outcome, changes };
}

function verdictOf(outcome: AnswerOutcome | undefined): LineAnswer['verdict'] | undefined {
  if (outcome === 'accepted') return 'accepted';
  return outcome === 'rejected' || outcome === 'rejected-after-payment' ? 'rejected' : undefined;
}

/** By NIK; our own line id settles which of a worker's lines is meant, or stands in for a NIK that cannot be read. */
function linesOf({ nik, rowId }: AnswerRow, { index, nikHash }: Judging): readonly IndexedLine[] | 'foreign' {
  const named = rowId === undefined ? undefined : index.ofLineId(rowId);
  if (nik === undefined) return named === undefined ? [] : [named];
  const lines = index.ofWorker(nikHash(nik));
  if (lines.length === 0) return 'foreign';
  return named !== undefined && lines.includes(named) ? [named] : lines;
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

function foreignRow(rowNumber: number, maskedNik: string): RefusedError {
  return new RefusedError({
    code: 'answers-of-another-batch',
    kind: 'conflict',
    field: `row ${rowNumber}`,
    text: {
      id: `Baris ${rowNumber} (NIK ${maskedNik}) bukan bagian dari batch ini. Berkas ditolak seluruhnya; tidak ada yang diubah.`,
      en: `Row ${rowNumber} (NIK ${maskedNik}) is not part of this batch. The whole file is refused; nothing was changed.`,
    },
  });
}
