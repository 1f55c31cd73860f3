const DAY = 86_400_000;

/** The calendar day `YYYY-MM-DD` at this moment in a zone. */
export function todayIn(timeZone: string, now: Date): string {
  // Sweden writes dates the way ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}

/** Whole days from one calendar day to another; negative when it has passed. */
export function daysUntil(date: string, today: string): number {
  return Math.round((Date.parse(date) - Date.parse(today)) / DAY);
}
