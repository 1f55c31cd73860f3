import { cronFields, matchesDay, type CronFields } from './cron.ts';
import { localDate, utcOf } from './zone.ts';

/** When a schedule fires: the first moment (epoch ms) after `after`, or `undefined` when never again. */
export type NextTime = (after: number) => number | undefined;

const RATE_UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MINUTE = 60_000;
const MAX_DAYS = 366 * 5;

/**
 * EventBridge Scheduler's expressions: `cron(…)`, `rate(…)`, `at(…)`. Rates count from 1970, as the creation time of a
 * schedule is not known here. Throws with the expression when it is not understood.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseExpression(expression: string, zone: string): NextTime {
  const [, kind, body = ''] = /^(cron|rate|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return rate(body, expression);
  if (kind === 'at') return at(body, zone, expression);
  if (kind === 'cron') return cron(cronFields(body), zone);
  throw new Error(`schedule expression ${expression} is not understood`);
}

function rate(body: string, expression: string): NextTime {
  const [, count = '0', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(body) ?? [];
  const period = Number(count) * (RATE_UNITS[unit] ?? 0);
  if (period === 0) throw new Error(`schedule expression ${expression} is not understood`);
  return (after) => (Math.floor(after / period) + 1) * period;
}

function at(body: string, zone: string, expression: string): NextTime {
  const [, date = '', hour = '0', minute = '0'] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::\d\d)?$/.exec(body) ?? [];
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) {
    throw new Error(`schedule expression ${expression} is not understood`);
  }
  const time = utcOf({ year, month, day }, { hour: Number(hour), minute: Number(minute) }, zone);
  return (after) => (time > after ? time : undefined);
}

function cron(fields: CronFields, zone: string): NextTime {
  return (after) => {
    const first = localDate(after, zone);
    for (let offset = 0; offset <= MAX_DAYS; offset++) {
      const day = new Date(Date.UTC(first.year, first.month - 1, first.day + offset));
      if (!matchesDay(fields, day)) continue;
      const found = firstTimeOn(day, { fields, zone, after });
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function firstTimeOn(day: Date, search: { fields: CronFields; zone: string; after: number }): number | undefined {
  const date = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
  for (const hour of search.fields.hours) {
    for (const minute of search.fields.minutes) {
      const time = utcOf(date, { hour, minute }, search.zone);
      if (time > search.after && time % MINUTE === 0) return time;
    }
  }
  return undefined;
}
