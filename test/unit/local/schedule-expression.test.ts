import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../local/services/scheduler/expression.ts';

function next(expression: string, after: string, zone = 'UTC'): string | undefined {
  const time = parseExpression(expression, zone)(Date.parse(after));
  return time === undefined ? undefined : new Date(time).toISOString();
}

describe('a schedule', () => {
  it.each([
    {
      what: 'daily at seven in Jakarta',
      expression: 'cron(0 7 * * ? *)',
      zone: 'Asia/Jakarta',
      after: '2027-01-01T00:00:00Z',
      expected: '2027-01-02T00:00:00.000Z',
    },
    {
      what: 'a minute before',
      expression: 'cron(0 7 * * ? *)',
      zone: 'Asia/Jakarta',
      after: '2026-12-31T23:59:00Z',
      expected: '2027-01-01T00:00:00.000Z',
    },
    {
      what: 'every quarter of an hour',
      expression: 'cron(0/15 * * * ? *)',
      zone: 'UTC',
      after: '2027-01-01T10:16:00Z',
      expected: '2027-01-01T10:30:00.000Z',
    },
    {
      what: 'on weekdays',
      expression: 'cron(30 8 ? * MON-FRI *)',
      zone: 'UTC',
      after: '2027-01-01T09:00:00Z',
      expected: '2027-01-04T08:30:00.000Z',
    },
    {
      what: 'on the last day of the month',
      expression: 'cron(0 0 L * ? *)',
      zone: 'UTC',
      after: '2027-02-01T00:00:00Z',
      expected: '2027-02-28T00:00:00.000Z',
    },
    {
      what: 'in one month',
      expression: 'cron(0 12 15 JAN ? *)',
      zone: 'UTC',
      after: '2027-02-01T00:00:00Z',
      expected: '2028-01-15T12:00:00.000Z',
    },
    {
      what: 'every five minutes',
      expression: 'rate(5 minutes)',
      zone: 'UTC',
      after: '2027-01-01T10:01:00Z',
      expected: '2027-01-01T10:05:00.000Z',
    },
    {
      what: 'once',
      expression: 'at(2027-03-01T09:00:00)',
      zone: 'Asia/Jakarta',
      after: '2027-01-01T00:00:00Z',
      expected: '2027-03-01T02:00:00.000Z',
    },
    {
      what: 'over a change of the clock',
      expression: 'cron(0 9 * * ? *)',
      zone: 'Europe/Berlin',
      after: '2027-03-27T09:00:00Z',
      expected: '2027-03-28T07:00:00.000Z',
    },
  ])('$what fires at the right moment', ({ expression, zone, after, expected }) => {
    expect(next(expression, after, zone)).toBe(expected);
  });

  it('in the past never fires again', () => {
    expect(next('at(2026-01-01T00:00:00)', '2027-01-01T00:00:00Z')).toBeUndefined();
    expect(next('cron(0 0 1 1 ? 2026)', '2027-01-01T00:00:00Z')).toBeUndefined();
  });

  it.each(['cron(0 7 * *)', 'cron(0 7 ? * 2#1 *)', 'cron(61 * * * ? *)', 'rate(0 minutes)', 'every day'])(
    '%s is refused',
    (expression) => {
      expect(() => parseExpression(expression, 'UTC')).toThrow(/understood|fields|supported|range/);
    },
  );
});
