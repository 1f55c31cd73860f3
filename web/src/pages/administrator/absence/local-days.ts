const DAY = 86_400_000;

/** The UTC instant at which a calendar day begins in a zone. */
export function startOfDay(date: string, timeZone: string): string {
  const noon = Date.parse(`${date}T12:00:00Z`);
  // Sweden writes moments the way ISO 8601 does; Indonesia's zones know no summer time.
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(noon);
  const ahead = Date.parse(`${shown.replace(' ', 'T')}Z`) - noon;
  return new Date(noon - DAY / 2 - ahead).toISOString();
}

/** The UTC instant at which a calendar day has ended in a zone. */
export function endOfDay(date: string, timeZone: string): string {
  return new Date(Date.parse(startOfDay(date, timeZone)) + DAY).toISOString();
}
