import { answerMeaning } from '../configuration/files.ts';
import type { AnswerFormat, AnswerMeaning } from '../configuration/files.ts';
import { isNik } from '../nik/nik.ts';
import type { Nik } from '../nik/nik.ts';
import type { AnswerCell, AnswerColumn, AnswerColumns } from './answer-columns.ts';

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

const DAY_FIRST = /^(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})$/;
const YEAR_FIRST = /^(\d{4})[/\-.]?(\d{2})[/\-.]?(\d{2})(?:[T ].*)?$/;
const MONEY = /^(?:rp\.?\s*)?(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]00|,-)?$/i;
const LONGEST = 300;

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

function textOf(cell: AnswerCell | undefined): string | undefined {
  if (cell === undefined) return undefined;
  const text = String(cell)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^'(?=[=+\-@\d])/, '')
    .slice(0, LONGEST);
  return text === '' || text === '-' ? undefined : text;
}

/** A number cell has lost digits in Excel: it is no NIK. */
function nikOf(cell: AnswerCell | undefined): Nik | undefined {
  const digits = typeof cell === 'string' ? cell.replace(/[\s.\-'’`]/g, '') : '';
  return isNik(digits) ? digits : undefined;
}

function dateOf(text: string | undefined): string | undefined | null {
  if (text === undefined) return undefined;
  const dayFirst = DAY_FIRST.exec(text);
  const parts = dayFirst === null ? YEAR_FIRST.exec(text)?.slice(1) : [dayFirst[3], dayFirst[2], dayFirst[1]];
  const date = parts?.map((part) => (part ?? '').padStart(2, '0')).join('-');
  if (date === undefined) return null;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : null;
}

function amountOf(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  const digits = MONEY.exec(text)?.[1]?.replace(/[.,]/g, '');
  const amount = digits === undefined ? Number.NaN : Number(digits);
  return Number.isSafeInteger(amount) ? amount : null;
}
