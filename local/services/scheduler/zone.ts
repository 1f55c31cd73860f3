export interface LocalDate {
  year: number;
  month: number;
  day: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  const existing = formats.get(zone);
  if (existing !== undefined) return existing;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/** Date and time of day in a time zone, as if it were UTC (epoch ms). */
function asIfUtc(time: number, zone: string): number {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(time)
      .map((part) => [part.type, Number(part.value)]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
}

export function localDate(time: number, zone: string): LocalDate {
  const local = new Date(asIfUtc(time, zone));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/** The moment (epoch ms) of a local date and time; in the hour that a clock change skips, the moment after it. */
export function utcOf(date: LocalDate, time: { hour: number; minute: number }, zone: string): number {
  const wanted = Date.UTC(date.year, date.month - 1, date.day, time.hour, time.minute);
  const guess = wanted - (asIfUtc(wanted, zone) - wanted);
  return wanted - (asIfUtc(guess, zone) - guess);
}
