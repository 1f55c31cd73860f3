import { monthsOf } from '../../domain/period/period.ts';
import type { Month, Period } from '../../domain/period/period.ts';
import type { Text } from '../../domain/text.ts';

/** The language a page or mail is written in. */
export type Language = 'id' | 'en';

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};
const DAYS: Readonly<Record<Language, readonly string[]>> = {
  id: 'Minggu Senin Selasa Rabu Kamis Jumat Sabtu'.split(' '),
  en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
};
const ZONES = new Map([
  [420, 'WIB'],
  [480, 'WITA'],
  [540, 'WIT'],
]);

/** `Januari 2027` */
export function monthName(month: Month, language: Language): string {
  return `${MONTHS[language][Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** `Januari – Maret 2027 (3 bulan)` */
export function periodName(period: Period, language: Language): string {
  const months = monthsOf(period);
  const last = months.at(-1) ?? period.firstMonth;
  if (months.length === 1) return monthName(period.firstMonth, language);
  const from = monthName(period.firstMonth, language);
  const sameYear = from.slice(-4) === last.slice(0, 4);
  const first = sameYear ? from.slice(0, -5) : from;
  return `${first} – ${monthName(last, language)} (${months.length} ${language === 'id' ? 'bulan' : 'months'})`;
}

/** A stored moment on local clocks: `Senin, 4 Januari 2027 pukul 09.05.00 WIB`. */
export function localMoment(instant: string, at: { language: Language; utcOffsetMinutes: number }): string {
  const local = new Date(Date.parse(instant) + at.utcOffsetMinutes * 60_000);
  const day = DAYS[at.language][local.getUTCDay()] ?? '';
  const date = `${local.getUTCDate()} ${MONTHS[at.language][local.getUTCMonth()] ?? ''} ${local.getUTCFullYear()}`;
  const clock = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const zone = ZONES.get(at.utcOffsetMinutes) ?? offsetName(at.utcOffsetMinutes);
  return at.language === 'id'
    ? `${day}, ${date} pukul ${clock.join('.')} ${zone}`
    : `${day}, ${date} at ${clock.join(':')} ${zone}`;
}

/** `2027-02-15` → `15 Februari 2027` */
export function localDay(date: string, language: Language): string {
  const [year = '', monthNumber = '', day = ''] = date.split('-');
  return `${Number(day)} ${MONTHS[language][Number(monthNumber) - 1] ?? ''} ${year}`;
}

function offsetName(minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** `5.005` in Indonesian, `5,005` in English. */
export function wholeNumber(value: number, language: Language): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, language === 'id' ? '.' : ',');
}

/** `petani` → `Petani`, `buruh-harian` → `Buruh harian`: a configured code as people read it. */
export function codeName(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const pick = (text: Text, language: Language): string => text[language];

/** First 16 digits of a SHA-256 in groups of four: enough to compare by eye. */
export function shortHash(hash: string): string {
  return (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}
