import { describe, expect, test } from 'vitest';
import { checkPeriod } from '../../../domain/calendar/check-period.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import {
  closedMonthsOf,
  dueDateOf,
  isMonthClosed,
  isWorkingDay,
  openingDateOf,
  payByDateOf,
  reminderDatesOf,
  workingDaysBefore,
} from '../../../domain/calendar/due-dates.ts';
import { addDays, ageAt, localDate, startOfLocalDate, weekdayOf } from '../../../domain/calendar/local-date.ts';
import { month, type Period } from '../../../domain/period/period.ts';
import { sampleConfiguration } from '../configuration/sample.ts';

const calendar = sampleConfiguration().calendar;
const period = (firstMonth: string, months: Period['months']): Period => ({ firstMonth: month(firstMonth), months });
const withHoliday = (date: string): Calendar => ({
  ...calendar,
  holidays: [...calendar.holidays, { date, name: 'cuti', source: 'SKB', certainty: 'certain' }],
});

describe('local days', () => {
  test('begin seven hours before the day of UTC in western Indonesia', () => {
    expect([localDate('2027-02-15T16:59:59.999Z', 420), localDate('2027-02-15T17:00:00.000Z', 420)]).toEqual([
      '2027-02-15',
      '2027-02-16',
    ]);
    expect(startOfLocalDate('2027-02-16', 420)).toBe('2027-02-15T17:00:00.000Z');
  });

  test('are counted over month and year ends and leap days', () => {
    expect([addDays('2027-12-31', 1), addDays('2028-03-01', -1), addDays('2027-03-01', -1)]).toEqual([
      '2028-01-01',
      '2028-02-29',
      '2027-02-28',
    ]);
    expect(weekdayOf('2027-01-01')).toBe(5);
  });

  test.each([
    ['2009-01-01', '2027-01-01', 18],
    ['2009-01-02', '2027-01-01', 17],
    ['1962-01-01', '2027-01-01', 65],
    ['1962-01-02', '2027-01-01', 64],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
  ])('somebody born on %s is on %s aged %i', (born, on, age) => {
    expect(ageAt(born, on)).toBe(age);
  });
});

describe('the due date', () => {
  // By hand: weekday of the 15th, weekends and fixed holidays.
  test.each([
    ['2026-12', '2027-01-15', 'a Friday'],
    ['2027-01', '2027-02-15', 'a Monday'],
    ['2027-02', '2027-03-15', 'a Monday'],
    ['2027-04', '2027-05-17', 'Saturday the 15th moves to Monday'],
    ['2027-07', '2027-08-16', 'Sunday the 15th moves to Monday'],
    ['2027-12', '2028-01-17', 'Saturday the 15th moves to Monday'],
  ])('of %s is %s: %s', (of, due) => {
    expect(dueDateOf(month(of), calendar)).toBe(due);
  });

  test('moves past a holiday and past a holiday after a weekend', () => {
    expect(dueDateOf(month('2027-01'), withHoliday('2027-02-15'))).toBe('2027-02-16');
    expect(dueDateOf(month('2027-07'), withHoliday('2027-08-16'))).toBe('2027-08-18');
  });

  test('is a working day whatever the holidays, and working days are counted back from it', () => {
    expect(isWorkingDay('2027-08-17', calendar)).toBe(false);
    expect([0, 1, 5, 10].map((count) => workingDaysBefore('2027-02-15', count, calendar))).toEqual([
      '2027-02-15',
      '2027-02-12',
      '2027-02-08',
      '2027-02-01',
    ]);
    expect(workingDaysBefore('2027-02-14', 0, calendar)).toBe('2027-02-12');
    expect(workingDaysBefore('2027-08-18', 1, calendar)).toBe('2027-08-16');
  });
});

describe('a coverage month', () => {
  test('is open on its due date and closed on the day after', () => {
    expect([
      isMonthClosed(month('2027-01'), '2027-02-15', calendar),
      isMonthClosed(month('2027-01'), '2027-02-16', calendar),
    ]).toEqual([false, true]);
  });

  test('closes before the later months of its period', () => {
    expect(closedMonthsOf(period('2027-01', 3), '2027-03-16', calendar)).toEqual(['2027-01', '2027-02']);
  });

  test('of December must be paid before the year’s budget closes', () => {
    expect([payByDateOf(month('2027-12'), calendar), payByDateOf(month('2027-11'), calendar)]).toEqual([
      '2027-12-31',
      '2027-12-15',
    ]);
    expect(payByDateOf(month('2027-12'), withHoliday('2027-12-31'))).toBe('2027-12-30');
  });
});

describe('a batch', () => {
  test('opens so many working days before its first month must be paid', () => {
    expect([openingDateOf(period('2027-01', 12), calendar), openingDateOf(period('2027-12', 1), calendar)]).toEqual([
      '2027-02-01',
      '2027-12-17',
    ]);
  });

  test('is remembered on working days before the due date, ascending', () => {
    expect(reminderDatesOf(period('2027-01', 1), calendar)).toEqual(['2027-02-08', '2027-02-10', '2027-02-12']);
  });
});

describe('a period is refused', () => {
  const codes = (of: Period, today: string, more: object = {}) =>
    checkPeriod({ period: of, today, calendar, allowedLengths: [1, 3, 6, 12], ...more }).map((problem) => problem.code);

  test.each<[string, string[], string[]]>([
    ['never when it lies ahead in one year', codes(period('2027-01', 12), '2026-11-22'), []],
    ['when it crosses the year end', codes(period('2027-11', 3), '2026-11-22'), ['fiscal-year']],
    [
      'when it lies in another year than the money',
      codes(period('2027-01', 1), '2026-11-22', { fiscalYear: 2026 }),
      ['fiscal-year'],
    ],
    [
      'when its length is not offered',
      codes(period('2027-01', 6), '2026-11-22', { allowedLengths: [1, 3] }),
      ['period-length'],
    ],
    ['when its first month is closed', codes(period('2027-01', 1), '2027-02-16'), ['month-closed']],
    ['not on the last day', codes(period('2027-01', 1), '2027-02-15'), []],
    ['when the year that pays for it is over', codes(period('2027-12', 1), '2028-01-03'), ['past-year-end']],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });

  test('with a sentence in both languages that names the months', () => {
    const [problem] = checkPeriod({
      period: period('2027-01', 3),
      today: '2027-03-16',
      calendar,
      allowedLengths: [1, 3],
    });
    expect(problem?.text).toEqual({
      id: 'Bulan 2027-01, 2027-02 sudah ditutup: jatuh temponya telah lewat.',
      en: 'The months 2027-01, 2027-02 are closed: their due date has passed.',
    });
  });
});
