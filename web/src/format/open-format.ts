import { formatRupiah } from '../../../domain/money/money.ts';
import type { Language } from '../i18n/language.ts';

/** Numbers, money and times as people here read them. */
export interface Format {
  /** `Rp1.234.567`, in both languages: the notation belongs to the currency. */
  readonly rupiah: (amount: number) => string;
  /** `12.345` or `12,345`. */
  readonly count: (amount: number) => string;
  /** Of `2027-01`: `Januari 2027` or `January 2027`. */
  readonly month: (month: string) => string;
  /** Of a first month and a length: `Januari–Maret 2027`. */
  readonly period: (firstMonth: string, months: number) => string;
  /** Of a calendar day `2027-01-15` or a UTC instant: `15 Januari 2027`, in the regency's zone. */
  readonly date: (instant: string) => string;
  /** Of a calendar day: `Jumat, 15 Januari 2027`. */
  readonly fullDate: (day: string) => string;
  /** Of a UTC instant: `15 Januari 2027 09.30 WIB`. */
  readonly dateTime: (instant: string) => string;
}

const LOCALES: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' };

/** A month's index counts from year 0, so that months can be added. */
const dayOf = (year: number, monthIndex: number): Date => new Date(Date.UTC(year, monthIndex, 1));

export function openFormat(language: Language, timeZone: string): Format {
  const locale = LOCALES[language];
  const numbers = new Intl.NumberFormat(locale);
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const fullDays = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const localDays = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
  const period = (firstMonth: string, length: number): string => {
    const [year = 0, number = 1] = firstMonth.split('-').map(Number);
    return months.formatRange(dayOf(year, number - 1), dayOf(year, number + length - 2));
  };
  return {
    rupiah: formatRupiah,
    count: (amount) => numbers.format(amount),
    month: (month) => period(month, 1),
    period,
    date: (instant) => (instant.length === 10 ? days : localDays).format(new Date(instant)),
    fullDate: (day) => fullDays.format(new Date(day)),
    dateTime: (instant) => {
      const at = new Date(instant);
      return `${localDays.format(at)} ${clock.format(at)} ${zoneName(timeZone, at)}`;
    },
  };
}

/** Only the Indonesian locale knows WIB, WITA and WIT by name. */
function zoneName(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('id-ID', { timeZone, timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
