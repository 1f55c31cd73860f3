import * as z from 'zod';

/**
 * The national identity number: 16 digits PP KK CC DD MM YY SSSS (PP 37/2007 Art. 37). PPKKCC is the kecamatan of first
 * issue and never changes when the holder moves, DD is the birth day (+40 for women), SSSS a serial from 0001. There is
 * no check digit, and a corrected birth date leaves the number as it was, so a number that disagrees with the stated
 * date or sex is lawful; only a number that nobody can hold is refused here.
 */
export const nikSchema = z
  .string()
  .refine((text) => hasNikShape(text), 'is not a NIK')
  .brand<'Nik'>();
export type Nik = z.infer<typeof nikSchema>;

export interface NikParts {
  /** Six digits: province, regency, kecamatan of first issue. */
  readonly region: string;
  readonly sex: 'L' | 'P';
  readonly day: number;
  readonly month: number;
  /** Two digits, 0..99: the number does not hold the century. */
  readonly yearOfCentury: number;
  readonly serial: string;
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const SIXTEEN_DIGITS = /^\d{16}$/;

export function isNik(text: string): text is Nik {
  return hasNikShape(text);
}

/** The number's parts; the sex is that of the time of issue. */
export function nikParts(nik: Nik): NikParts {
  const day = twoDigits(nik, 6);
  return {
    region: nik.slice(0, 6),
    sex: day > 40 ? 'P' : 'L',
    day: day > 40 ? day - 40 : day,
    month: twoDigits(nik, 8),
    yearOfCentury: twoDigits(nik, 10),
    serial: nik.slice(12),
  };
}

/** The sex of the number alone: the hot path of a roster needs nothing else. */
export function nikSex(nik: Nik): 'L' | 'P' {
  return nik.charCodeAt(6) >= 52 ? 'P' : 'L';
}

/**
 * The birth date in the number, `YYYY-MM-DD`, in the century that brings it nearest to `statedBirthDate`.
 * @param statedBirthDate `YYYY-MM-DD` as on the identity card.
 */
export function birthDateInNik(nik: Nik, statedBirthDate: string): string {
  const { day, month, yearOfCentury } = nikParts(nik);
  const stated = Number(statedBirthDate.slice(0, 4));
  const century = Math.round((stated - yearOfCentury) / 100) * 100;
  return `${String(century + yearOfCentury).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * `1410********0001`: regency of issue and serial stay, kecamatan and birth date go. Texts that are not 16 digits
 * (mistyped numbers in a report) lose every digit but the first four and the last two.
 */
export function maskNik(text: string): string {
  if (SIXTEEN_DIGITS.test(text)) return `${text.slice(0, 4)}********${text.slice(12)}`;
  const digits = text.replace(/\D/g, '').length;
  let seen = 0;
  return text.replace(/\d/g, (digit) => {
    seen += 1;
    return seen <= 4 || seen > digits - 2 ? digit : '*';
  });
}

/** Shape only: day, month and serial that can exist. Whether the region exists or the person lives is not its business. */
function hasNikShape(text: string): boolean {
  if (!SIXTEEN_DIGITS.test(text) || text.endsWith('0000') || text.startsWith('0')) return false;
  const rawDay = twoDigits(text, 6);
  const day = rawDay > 40 ? rawDay - 40 : rawDay;
  return day >= 1 && day <= (DAYS_IN_MONTH[twoDigits(text, 8) - 1] ?? 0);
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
