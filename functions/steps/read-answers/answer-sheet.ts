import type { AnswerFormat } from '../../../domain/configuration/files.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import type { AnswerCell } from '../../../domain/payment/answer-cells.ts';
import { readAnswerHeader } from '../../../domain/payment/answer-columns.ts';
import { readAnswerRow } from '../../../domain/payment/answer-row.ts';
import type { AnswerRow } from '../../../domain/payment/answer-row.ts';
import { answerOutcome, columnAtFault } from '../../../domain/payment/answer-verdict.ts';
import type { AnswerOutcome } from '../../../domain/payment/answer-verdict.ts';
import type { LineAnswer } from '../../adapters/dynamodb/answer-records.ts';
import { toldHeading } from './file-row.ts';
import type { ReadRow, RowVerdict, ToldCell } from './file-row.ts';
import type { IndexedLine } from './line-index.ts';

export interface AnsweredBatch {
  readonly isPaid: boolean;
  /** First local day after the batch's period. */
  readonly coverEnds: string;
}

/** Reads BPJS TK's row answers. @throws RefusedError when the headings do not fit */
export function openAnswerSheet(headings: readonly AnswerCell[], format: AnswerFormat, batch: AnsweredBatch): ReadRow {
  const columns = readAnswerHeader(headings, format);
  return (cells) => {
    const row = readAnswerRow(cells, columns, format);
    const told = (outcome: AnswerOutcome): ToldCell | undefined => {
      const column = columnAtFault(outcome, row);
      if (column === undefined) return undefined;
      const text = row.textIn(column);
      const value = text === undefined || column !== 'nik' ? text : maskNik(text);
      return { column: toldHeading(headings, columns[column]), value };
    };
    return {
      nik: row.nik,
      lineId: row.rowId,
      word: row.word,
      saysCovered: row.meaning === 'covered',
      name: told('unknown-line') ?? { column: undefined, value: undefined },
      judge: (lines, isCovered) => {
        const verdict = judge({ row, lines, isCovered }, batch);
        return { ...verdict, cell: told(verdict.outcome) };
      },
    };
  };
}

interface Judged {
  readonly row: AnswerRow;
  readonly lines: readonly IndexedLine[];
  readonly isCovered: boolean;
}

/** One row answers for all of a worker's lines, and its amount for their sum. */
function judge({ row, lines, isCovered }: Judged, { isPaid, coverEnds }: AnsweredBatch): RowVerdict {
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  const outcomes = lines.map(({ status }) => answerOutcome({ status, total, isCovered, isPaid }, row, coverEnds));
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
