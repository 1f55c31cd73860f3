import type { Month } from '../period/period.ts';
import type { LocalDate } from './calendar.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The calendar day at a UTC instant in a zone that many minutes ahead of UTC (WIB: 420). */
export function localDate(instant: string, utcOffsetMinutes: number): LocalDate {
  return new Date(Date.parse(instant) + utcOffsetMinutes * MINUTE).toISOString().slice(0, 10);
}

/** What the clocks of that zone show, `YYYY-MM-DDTHH:mm:ss`. */
export function localTime(instant: Date, utcOffsetMinutes: number): string {
  return new Date(instant.getTime() + utcOffsetMinutes * MINUTE).toISOString().slice(0, 19);
}

/** The UTC instant at which a local day begins; its end is the start of the day after. */
export function startOfLocalDate(date: LocalDate, utcOffsetMinutes: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) - utcOffsetMinutes * MINUTE).toISOString();
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * DAY).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00.000Z`).getUTCDay();
}

export function firstDayOf(month: Month): LocalDate {
  return `${month}-01`;
}

/** Completed years at `on`; a birthday on 29 February is completed on 1 March in other years. */
export function ageAt(birthDate: LocalDate, on: LocalDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) >= birthDate.slice(5) ? years : years - 1;
}
