import type { Nik } from '../nik/nik.ts';
import { monthSchema } from '../period/period.ts';
import type { Month } from '../period/period.ts';
import { PROGRAMMES } from '../programme/programme.ts';
import type { Programme } from '../programme/programme.ts';
import { amountOf, dateOf, nikOf, textOf } from './answer-cells.ts';
import type { AnswerCell } from './answer-cells.ts';
import type { BankColumn, BankColumns } from './bank-columns.ts';

/** The column of each programme's amount. */
export const AMOUNT_COLUMN = { JHT: 'jht', JKK: 'jkk', JKM: 'jkm' } as const satisfies Record<Programme, BankColumn>;

/** One row of a bank's report as it was understood. Null: the cell holds something that cannot be read as this. */
export interface BankRow {
  readonly nik: Nik | undefined;
  /** The same cell when it holds no NIK: our line id, or a participant number of BPJS TK. */
  readonly id: string | undefined;
  readonly reference: string | undefined;
  /** 11 digits. */
  readonly kodeIuran: string | undefined | null;
  /** Local time of the transaction, `YYYY-MM-DDTHH:mm:ss`. */
  readonly time: string | undefined | null;
  /** Whole rupiah, over all months. */
  readonly total: number | undefined | null;
  /** By the columns of their own. */
  readonly amounts: Readonly<Partial<Record<Programme, number | null>>>;
  /** By the one column that names them all. */
  readonly programmes: Readonly<Partial<Record<Programme, number>>> | undefined | null;
  readonly period: { readonly first: Month; readonly last: Month } | undefined | null;
  readonly textIn: (column: BankColumn) => string | undefined;
}

const CLOCK = /^(.*?)(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const KODE_IURAN = /^\d{11}$/;
const MONTH = /(20\d\d)[-/]?(0[1-9]|1[0-2])|(0[1-9]|1[0-2])[-/](20\d\d)/g;
/** One month, or two with a dash or a word for "until" between them. */
const ONE_OR_TWO = /^#(?:[\s\-–]*(?:s\/?d\.?|sampai|to)?[\s\-–]*#)?$/i;

/** Reads the cells of one row; it judges nothing. */
export function readBankRow(cells: readonly AnswerCell[], columns: BankColumns): BankRow {
  const cell = (column: BankColumn): AnswerCell | undefined => {
    const index = columns[column];
    return index === undefined ? undefined : cells[index];
  };
  const text = (column: BankColumn): string | undefined => textOf(cell(column));
  const nik = nikOf(cell('id'));
  return {
    nik,
    id: nik === undefined ? text('id')?.toUpperCase() : undefined,
    reference: text('reference'),
    kodeIuran: codeOf(cell('kodeIuran')),
    time: timeOf(text('time')),
    total: amountOf(text('total')),
    amounts: amountsOf((programme) => amountOf(text(AMOUNT_COLUMN[programme]))),
    programmes: programmesOf(text('programmes')),
    period: periodOf(text('period')),
    textIn: text,
  };
}

function amountsOf(amount: (programme: Programme) => number | undefined | null): BankRow['amounts'] {
  const amounts: Partial<Record<Programme, number | null>> = {};
  for (const programme of PROGRAMMES) {
    const found = amount(programme);
    if (found !== undefined) amounts[programme] = found;
  }
  return amounts;
}

/** A number cell has lost the zeros that the code began with. */
function codeOf(cell: AnswerCell | undefined): string | undefined | null {
  const text = typeof cell === 'number' ? String(cell).padStart(11, '0') : textOf(cell);
  if (text === undefined) return undefined;
  return KODE_IURAN.test(text) ? text : null;
}

function timeOf(text: string | undefined): string | undefined | null {
  if (text === undefined) return undefined;
  const [, day, hour = '00', minute = '00', second = '00'] = CLOCK.exec(text) ?? [];
  const date = dateOf(day);
  if (date === undefined || date === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return null;
  return `${date}T${hour.padStart(2, '0')}:${minute}:${second}`;
}

function programmesOf(text: string | undefined): BankRow['programmes'] {
  if (text === undefined) return undefined;
  const amounts: Partial<Record<Programme, number>> = {};
  for (const part of text.split('#')) {
    const [name = '', value] = part.split('=');
    const programme = PROGRAMMES.find((one) => one === name.trim().toUpperCase());
    const amount = amountOf(textOf(value));
    if (programme === undefined || typeof amount !== 'number' || amounts[programme] !== undefined) return null;
    amounts[programme] = amount;
  }
  return amounts;
}

/** One month, or the first and the last: `202701`, `01/2027 s/d 03/2027`; a date cell stands for its month. */
function periodOf(text: string | undefined): BankRow['period'] {
  if (text === undefined) return undefined;
  const day = /^(\d{4}-\d{2})-\d{2}$/.exec(text)?.[1];
  const found = [...(day ?? text).matchAll(MONTH)];
  const [first, last = first] = found.map(([, year, of, ofFirst, yearLast]) =>
    monthSchema.parse(`${year ?? yearLast ?? ''}-${of ?? ofFirst ?? ''}`),
  );
  const isRead = ONE_OR_TWO.test((day ?? text).replace(MONTH, '#'));
  return isRead && first !== undefined && last !== undefined && first <= last ? { first, last } : null;
}
