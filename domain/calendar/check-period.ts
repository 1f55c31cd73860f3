import { fiscalYearOf, isWithinOneFiscalYear, type Period, type PeriodLength } from '../period/period.ts';
import type { Text } from '../text.ts';
import type { Calendar, LocalDate } from './calendar.ts';
import { closedMonthsOf, payByDateOf } from './due-dates.ts';

export type PeriodProblemCode = 'period-length' | 'fiscal-year' | 'month-closed' | 'past-year-end';

export interface PeriodProblem {
  readonly code: PeriodProblemCode;
  readonly text: Text;
}

/**
 * Everything that forbids a period, asked at submit and again at the second check. `today` is the local day; a fiscal
 * year is given when the request names one (its allocation's).
 */
export function checkPeriod(question: {
  readonly period: Period;
  readonly today: LocalDate;
  readonly calendar: Calendar;
  readonly allowedLengths: readonly PeriodLength[];
  readonly fiscalYear?: number;
}): PeriodProblem[] {
  const { period, today, calendar, allowedLengths } = question;
  const problems: PeriodProblem[] = [];
  if (!allowedLengths.includes(period.months)) problems.push(wrongLength(period.months, allowedLengths));
  const year = question.fiscalYear ?? fiscalYearOf(period.firstMonth);
  if (!isWithinOneFiscalYear(period) || fiscalYearOf(period.firstMonth) !== year) problems.push(outsideYear(year));
  const closed = closedMonthsOf(period, today, calendar);
  if (closed.length > 0) {
    problems.push({
      code: 'month-closed',
      text: {
        id: `Bulan ${closed.join(', ')} sudah ditutup: jatuh temponya telah lewat.`,
        en: `The months ${closed.join(', ')} are closed: their due date has passed.`,
      },
    });
  }
  const payBy = payByDateOf(period.firstMonth, calendar);
  if (closed.length === 0 && today > payBy) problems.push(pastYearEnd(payBy, year));
  return problems;
}

function wrongLength(months: number, allowed: readonly number[]): PeriodProblem {
  const list = allowed.join(', ');
  return {
    code: 'period-length',
    text: {
      id: `Masa ${months} bulan tidak tersedia; pilih salah satu dari ${list}.`,
      en: `A period of ${months} months is not offered; choose one of ${list}.`,
    },
  };
}

function outsideYear(year: number): PeriodProblem {
  return {
    code: 'fiscal-year',
    text: {
      id: `Semua bulan harus berada dalam tahun anggaran ${year}.`,
      en: `Every month must lie in the fiscal year ${year}.`,
    },
  };
}

function pastYearEnd(payBy: LocalDate, year: number): PeriodProblem {
  return {
    code: 'past-year-end',
    text: {
      id: `Anggaran ${year} hanya dapat membayar bulan ini sampai ${payBy}.`,
      en: `The budget of ${year} can pay this month only until ${payBy}.`,
    },
  };
}
