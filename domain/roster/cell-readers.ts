import { isNik } from '../nik/nik.ts';
import type { Nik } from '../nik/nik.ts';
import { normaliseVillageCode } from '../region/region.ts';
import { cellText } from './cell-text.ts';
import { readDate } from './dates.ts';
import { MAX_INCOME } from './roster-row.ts';
import type { Cell } from './roster-row.ts';
import type { RowReport } from './row-report.ts';
import type { RosterColumn } from './template.ts';

/** A cell in its column, and where to say what is wrong with it. The caller may use one object for cell after cell. */
export interface CellPlace {
  cell: Cell | undefined;
  column: RosterColumn;
  report: RowReport;
}

const NAME_SHAPE = /^[A-Za-z][A-Za-z .,'`()/-]*$/;
const WIDE_NAME_SHAPE = /^\p{L}[\p{L}\p{M} .,'’‘`´()/-]*$/u;
const SCIENTIFIC = /^\d+(?:[.,]\d+)?e[+-]?\d+$/i;
const NIK_NOISE = /[\s.\-_'’`,]/g;
const PLAIN_MONEY = /^(?:rp\.?\s*)?(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*|\d+)(?:[.,]0{1,2}|,-)?$/i;
/** At most 999,999,999: below MAX_INCOME. */
const PLAIN_DIGITS = /^\d{1,9}$/;
const DECILE = /^(?:desil\s*)?(\d{1,2})$/i;
const PHONE = /^(?:\+?62|0)?(8\d{7,12})$/;
const EMAIL = /^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:.]{2,}$/;

const SEXES = new Map<string, 'L' | 'P'>([
  ...['l', 'lk', 'lakilaki', 'laki', 'lelaki', 'pria'].map((word) => [word, 'L'] as const),
  ...['p', 'pr', 'perempuan', 'wanita'].map((word) => [word, 'P'] as const),
]);

/** A required text no longer than `limit`. */
export function readText({ cell, column, report }: CellPlace, limit: number): string | undefined {
  const text = cellText(cell);
  if (text === '') return report.problem(column, 'required-empty');
  if (text.length > limit) return report.problem(column, 'text-too-long', { limit, value: text });
  return text;
}

/** A person's name: letters and the marks that names hold. A formula or a number is none. */
export function readName(place: CellPlace, limit: number): string | undefined {
  const name = readText(place, limit);
  if (name === undefined || NAME_SHAPE.test(name) || WIDE_NAME_SHAPE.test(name)) return name;
  return place.report.problem(place.column, 'not-a-name', { value: name });
}

/** Takes spaces, dots, dashes and apostrophes out; what is left must be a number that a person can hold. */
export function readNik({ cell, column, report }: CellPlace): Nik | undefined {
  if (typeof cell === 'number') return report.problem(column, 'nik-number', { value: String(cell) });
  if (cell !== undefined && isNik(cell)) return cell;
  const written = cellText(cell);
  if (written === '') return report.problem(column, 'required-empty');
  if (SCIENTIFIC.test(written)) return report.problem(column, 'nik-scientific', { value: written });
  const nik = written.replace(NIK_NOISE, '');
  if (isNik(nik)) return nik;
  const detail = { value: nik, digits: nik.length };
  if (!/^\d*$/.test(nik)) return report.problem(column, 'nik-not-digits', detail);
  if (nik.length < 16 || (nik.length === 16 && nik.endsWith('0000')))
    return report.problem(column, 'nik-digits-lost', detail);
  return report.problem(column, nik.length > 16 ? 'nik-too-long' : 'nik-shape', detail);
}

/** `YYYY-MM-DD`, or undefined for an empty cell (a problem when `required`) and for one that is no past date. */
export function readDateCell(place: CellPlace, today: string, required: boolean): string | undefined {
  const { cell, column, report } = place;
  const written = typeof cell === 'number' ? cell : cellText(cell);
  if (written === '') return required ? report.problem(column, 'required-empty') : undefined;
  const reading = readDate(written, today);
  if ('date' in reading) return reading.date;
  return report.problem(column, reading.problem, { value: String(written) });
}

export function readSex({ cell, column, report }: CellPlace): 'L' | 'P' | undefined {
  if (cell === 'L' || cell === 'P') return cell;
  const text = cellText(cell);
  if (text === '') return report.problem(column, 'required-empty');
  return SEXES.get(text.toLowerCase().replace(/[^a-z]/g, '')) ?? report.problem(column, 'sex-unknown', { value: text });
}

export interface VillageRules {
  readonly knownVillages: { has(code: string): boolean };
  readonly allowedVillages: ReadonlySet<string>;
}

export function readVillage({ cell, column, report }: CellPlace, rules: VillageRules): string | undefined {
  const text = cellText(cell);
  if (rules.allowedVillages.has(text)) return text;
  if (text === '') return report.problem(column, 'required-empty');
  const code = normaliseVillageCode(text);
  if (code === undefined) return report.problem(column, 'village-format', { value: text });
  if (rules.allowedVillages.has(code)) return code;
  return report.problem(column, rules.knownVillages.has(code) ? 'village-outside-office' : 'village-unknown', {
    value: code,
    allowed: rules.allowedVillages,
  });
}

export function readSector({ cell, column, report }: CellPlace): 'transportasi' | 'lainnya' | undefined {
  const text = cellText(cell).toLowerCase();
  if (text === '' || text === 'lainnya' || text === 'lain-lain' || text === 'lain') return 'lainnya';
  if (text === 'transportasi' || text === 'transport' || text === 'angkutan') return 'transportasi';
  return report.problem(column, 'sector-unknown', { value: text });
}

/** Whole rupiah; `Rp 1.500.000,00` and `1,500,000` are understood. */
export function readIncome({ cell, column, report }: CellPlace): number | undefined {
  const text = cellText(cell);
  if (text === '') return undefined;
  if (PLAIN_DIGITS.test(text)) return Number(text);
  const digits = PLAIN_MONEY.exec(text)?.[1]?.replace(/[.,]/g, '');
  const income = digits === undefined ? Number.NaN : Number(digits);
  return income <= MAX_INCOME ? income : report.problem(column, 'income-format', { value: text });
}

export function readDecile({ cell, column, report }: CellPlace): number | undefined {
  const text = cellText(cell);
  if (text === '') return undefined;
  const decile = Number(DECILE.exec(text)?.[1] ?? 0);
  return decile >= 1 && decile <= 10 ? decile : report.problem(column, 'decile-range', { value: text });
}

/** `+628…`; a number that is none is left out with a warning, since nobody loses cover for a telephone. */
export function readPhone({ cell, column, report }: CellPlace): string | undefined {
  const text = cellText(cell);
  if (text === '') return undefined;
  const mobile = PHONE.exec(text.replace(/[\s().\-']/g, ''))?.[1];
  return mobile === undefined ? report.warn(column, 'phone-ignored', text) : `+62${mobile}`;
}

export function readEmail({ cell, column, report }: CellPlace, limit: number): string | undefined {
  const text = cellText(cell);
  if (text === '') return undefined;
  return text.length <= limit && EMAIL.test(text) ? text : report.warn(column, 'email-ignored', text);
}
