import { answerMeaning } from '../configuration/files.ts';
import type { AnswerFormat, AnswerMeaning } from '../configuration/files.ts';
import type { Nik } from '../nik/nik.ts';
import { amountOf, dateOf, nikOf, textOf } from './answer-cells.ts';
import type { AnswerCell } from './answer-cells.ts';
import type { AnswerColumn, AnswerColumns } from './answer-columns.ts';

/** One row of BPJS TK's answers as it was understood. */
export interface AnswerRow {
  /** Undefined when the cell holds no NIK. */
  readonly nik: Nik | undefined;
  /** The line's id as our export names it: `<revisionId>-<row>`. */
  readonly rowId: string | undefined;
  /** Undefined: a word nobody has configured. */
  readonly meaning: AnswerMeaning | undefined;
  readonly word: string;
  readonly reason: string | undefined;
  readonly participant: string | undefined;
  /** `YYYY-MM-DD`; null when the cell holds something that is no date. */
  readonly coverFrom: string | undefined | null;
  /** Whole rupiah; null when the cell holds something that is no amount. */
  readonly amount: number | undefined | null;
  /** What stands in a column, as read; for the report of what is wrong with it. */
  readonly textIn: (column: AnswerColumn) => string | undefined;
}

/** Reads the cells of one row; it judges nothing. */
export function readAnswerRow(cells: readonly AnswerCell[], columns: AnswerColumns, format: AnswerFormat): AnswerRow {
  const cell = (column: AnswerColumn): AnswerCell | undefined => {
    const index = columns[column];
    return index === undefined ? undefined : cells[index];
  };
  const word = textOf(cell('result')) ?? '';
  return {
    nik: nikOf(cell('nik')),
    rowId: textOf(cell('rowId'))?.toUpperCase(),
    meaning: answerMeaning(format, word),
    word,
    reason: textOf(cell('reason')),
    participant: textOf(cell('participantNumber')),
    coverFrom: dateOf(textOf(cell('coverFrom'))),
    amount: amountOf(textOf(cell('amount'))),
    textIn: (column) => textOf(cell(column)),
  };
}
