import { addMonths, fiscalYearOf, monthsOf, type Month, type Period } from '../period/period.ts';
import type { Calendar, LocalDate } from './calendar.ts';
import { addDays, weekdayOf } from './local-date.ts';

export function isWorkingDay(date: LocalDate, calendar: Calendar): boolean {
  return !calendar.weekend.includes(weekdayOf(date)) && !calendar.holidays.some((holiday) => holiday.date === date);
}

/** The date itself when it is a working day, else the next one. */
export function workingDayFrom(date: LocalDate, calendar: Calendar): LocalDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The working day that lies `count` working days before `date`; 0 is the last working day up to the date itself. */
export function workingDaysBefore(date: LocalDate, count: number, calendar: Calendar): LocalDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, -1);
  for (let left = count; left > 0; left -= 1) {
    day = addDays(day, -1);
    while (!isWorkingDay(day, calendar)) day = addDays(day, -1);
  }
  return day;
}

/** A month's premium is due on the configured day of the next month or, when that is no working day, on the next one. */
export function dueDateOf(month: Month, calendar: Calendar): LocalDate {
  const day = String(calendar.dueDay.day).padStart(2, '0');
  return workingDayFrom(`${addMonths(month, 1)}-${day}`, calendar);
}

/** A coverage month closes at the end of its due date: on the due date itself it can still be paid. */
export function isMonthClosed(month: Month, today: LocalDate, calendar: Calendar): boolean {
  return today > dueDateOf(month, calendar);
}

/** Months of the period that are closed on that day. */
export function closedMonthsOf(period: Period, today: LocalDate, calendar: Calendar): Month[] {
  return monthsOf(period).filter((month) => isMonthClosed(month, today, calendar));
}

/**
 * The last day on which this fiscal year's money can pay the month. December's premium is due in January, when the
 * year's budget is closed, so it must be paid by the year's last working day.
 */
export function payByDateOf(month: Month, calendar: Calendar): LocalDate {
  const due = dueDateOf(month, calendar);
  const yearEnd = `${fiscalYearOf(month)}-12-31`;
  return due <= yearEnd ? due : workingDaysBefore(yearEnd, 0, calendar);
}

/** A period is paid ahead as a whole, so its dates are those of its first month. */
export function openingDateOf(period: Period, calendar: Calendar): LocalDate {
  return workingDaysBefore(payByDateOf(period.firstMonth, calendar), calendar.openWorkingDaysBefore, calendar);
}

/** Days on which finance is reminded of a batch of this period, ascending. */
export function reminderDatesOf(period: Period, calendar: Calendar): LocalDate[] {
  const payBy = payByDateOf(period.firstMonth, calendar);
  const days = calendar.reminderWorkingDaysBefore.map((count) => workingDaysBefore(payBy, count, calendar));
  return [...new Set(days)].toSorted();
}
