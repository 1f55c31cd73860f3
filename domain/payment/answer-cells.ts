import { isNik } from '../nik/nik.ts';
import type { Nik } from '../nik/nik.ts';

/** A cell as CSV or XLSX hand it over: Excel's numbers arrive as numbers. */
export type AnswerCell = string | number;

const DAY_FIRST = /^(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})$/;
const YEAR_FIRST = /^(\d{4})[/\-.]?(\d{2})[/\-.]?(\d{2})(?:[T ].*)?$/;
const MONEY = /^(?:rp\.?\s*)?(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]00|,-)?$/i;
const LONGEST = 300;

/** Undefined for an empty cell or a lone dash. */
export function textOf(cell: AnswerCell | undefined): string | undefined {
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
export function nikOf(cell: AnswerCell | undefined): Nik | undefined {
  const digits = typeof cell === 'string' ? cell.replace(/[\s.\-'’`]/g, '') : '';
  return isNik(digits) ? digits : undefined;
}

/** `YYYY-MM-DD`; null for a text that is no date. */
export function dateOf(text: string | undefined): string | undefined | null {
  if (text === undefined) return undefined;
  const dayFirst = DAY_FIRST.exec(text);
  const parts = dayFirst === null ? YEAR_FIRST.exec(text)?.slice(1) : [dayFirst[3], dayFirst[2], dayFirst[1]];
  const date = parts?.map((part) => (part ?? '').padStart(2, '0')).join('-');
  if (date === undefined) return null;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : null;
}

/** Whole rupiah; null for a text that is no such amount: negative, broken, or above 2^53 − 1. */
export function amountOf(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  const digits = MONEY.exec(text)?.[1]?.replace(/[.,]/g, '');
  const amount = digits === undefined ? Number.NaN : Number(digits);
  return Number.isSafeInteger(amount) ? amount : null;
}
