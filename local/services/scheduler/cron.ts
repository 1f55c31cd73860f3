/** The fields of `cron(minutes hours day-of-month month day-of-week year)`, each as the values it allows. */
export interface CronFields {
  minutes: number[];
  hours: number[];
  /** `undefined`: any day (`?` or `*`); `last`: the last day of the month. */
  daysOfMonth: number[] | 'last' | undefined;
  months: Set<number>;
  /** 1 is Sunday; `undefined`: any. */
  daysOfWeek: Set<number> | undefined;
  years: Set<number> | undefined;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** `#`, `W` and `nL` are not supported and refused. */
export function cronFields(body: string): CronFields {
  const fields = body.trim().split(/\s+/);
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields;
  if (fields.length !== 6 || minutes === undefined || hours === undefined || month === undefined) {
    throw new Error(`cron(${body}) needs six fields`);
  }
  return {
    minutes: values(minutes, { from: 0, to: 59 }),
    hours: values(hours, { from: 0, to: 23 }),
    daysOfMonth: dayOfMonth === 'L' ? 'last' : optional(dayOfMonth, { from: 1, to: 31 }),
    months: new Set(values(named(month, MONTHS), { from: 1, to: 12 })),
    daysOfWeek: asSet(optional(named(dayOfWeek ?? '*', DAYS), { from: 1, to: 7 })),
    years: asSet(optional(year, { from: 1970, to: 2199 })),
  };
}

/** `day`: midnight UTC standing for a local date. */
export function matchesDay(fields: CronFields, day: Date): boolean {
  if (!fields.months.has(day.getUTCMonth() + 1)) return false;
  if (fields.years !== undefined && !fields.years.has(day.getUTCFullYear())) return false;
  if (fields.daysOfWeek !== undefined && !fields.daysOfWeek.has(day.getUTCDay() + 1)) return false;
  if (fields.daysOfMonth === undefined) return true;
  if (fields.daysOfMonth !== 'last') return fields.daysOfMonth.includes(day.getUTCDate());
  return new Date(day.getTime() + 86_400_000).getUTCDate() === 1;
}

interface Range {
  from: number;
  to: number;
}

function optional(field: string | undefined, range: Range): number[] | undefined {
  return field === undefined || field === '*' || field === '?' ? undefined : values(field, range);
}

function asSet(list: number[] | undefined): Set<number> | undefined {
  return list === undefined ? undefined : new Set(list);
}

function named(field: string, names: readonly string[]): string {
  return field.replace(/[A-Z]{3}/g, (name) => String(names.indexOf(name) + 1));
}

/** `*`, `5`, `1-5`, `0/15`, `1-10/2` and lists of them. */
function values(field: string, range: Range): number[] {
  const all = field.split(',').flatMap((part) => {
    const [, first = '', last, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (first === '') throw new Error(`cron field ${field} is not supported`);
    const from = first === '*' ? range.from : Number(first);
    const to = last === undefined ? (first === '*' || step !== undefined ? range.to : from) : Number(last);
    const by = Number(step ?? '1');
    return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_unused, i) => from + i * by);
  });
  const isInRange = all.every((value) => value >= range.from && value <= range.to);
  if (all.length === 0 || !isInRange) throw new Error(`cron field ${field} is out of range`);
  return [...new Set(all)].sort((left, right) => left - right);
}
