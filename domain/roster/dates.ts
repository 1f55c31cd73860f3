import type { Cell } from './roster-row.ts';

/** A date as `YYYY-MM-DD`, or why it is none. */
export type DateReading =
  { readonly date: string } | { readonly problem: 'date-format' | 'date-impossible' | 'date-future' };

const DAY_FIRST = /^(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})$/;
const YEAR_FIRST = /^(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const MS_PER_DAY = 86_400_000;
/** Nobody on a roster was born earlier; an earlier year is a slip. */
const FIRST_YEAR = 1900;

/**
 * Reads DD/MM/YYYY, YYYY-MM-DD (also with - . / or spaces) and Excel's day numbers of date cells that lost their format.
 * @param today `YYYY-MM-DD`; later dates are refused.
 */
export function readDate(cell: Cell, today: string): DateReading {
  if (typeof cell === 'number') return readSerial(cell, today);
  if (isTwoSlashes(cell)) return check([digits(cell, 6, 10), digits(cell, 3, 5), digits(cell, 0, 2)], today);
  const dayFirst = DAY_FIRST.exec(cell);
  if (dayFirst !== null) return check([Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1])], today);
  const yearFirst = YEAR_FIRST.exec(cell);
  if (yearFirst !== null) return check([Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])], today);
  return { problem: 'date-format' };
}

/** `DD/MM/YYYY` in full, the template's own form: worth a path without regular expressions. */
function isTwoSlashes(cell: string): boolean {
  if (cell.length !== 10 || cell[2] !== '/' || cell[5] !== '/') return false;
  return digits(cell, 0, 2) >= 0 && digits(cell, 3, 5) >= 0 && digits(cell, 6, 10) >= 0;
}

/** The number at `from..to`, −1 when a letter stands there. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 30 December 1899, right from March 1900 on, as Excel counts. */
function readSerial(serial: number, today: string): DateReading {
  if (!Number.isInteger(serial) || serial < 61 || serial > 100_000) return { problem: 'date-format' };
  const date = new Date(Date.UTC(1899, 11, 30) + serial * MS_PER_DAY).toISOString().slice(0, 10);
  return date > today ? { problem: 'date-future' } : { date };
}

function check([year, month, day]: readonly [number, number, number], today: string): DateReading {
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
    return { problem: 'date-impossible' };
  }
  const date = `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
  return date > today ? { problem: 'date-future' } : { date };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
