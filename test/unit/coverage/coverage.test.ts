import { describe, expect, it } from 'vitest';
import { coverOfProgrammes, milestonesOf } from '../../../domain/coverage/coverage.ts';
import type { CoverMonth, CoverState } from '../../../domain/coverage/coverage.ts';
import { addMonths, month } from '../../../domain/period/period.ts';
import { merantiConfiguration } from '../../support/approval-world.ts';

const { calendar, programmes } = merantiConfiguration();

const run = (first: string, count: number, state: CoverState = 'paid'): CoverMonth[] =>
  Array.from({ length: count }, (_, index) => ({ programme: 'JKM', month: addMonths(month(first), index), state }));

const coverOf = (months: readonly CoverMonth[]) => coverOfProgrammes(months, calendar)[0];

describe('the cover of a worker', () => {
  it('counts paid months in a row across the end of a year', () => {
    expect(coverOf(run('2026-11', 4))).toEqual({
      programme: 'JKM',
      paidMonths: 4,
      unbrokenMonths: 4,
      unbrokenSince: '2026-11',
      paidUntil: '2027-02',
      coverEnds: '2027-02-28',
      // 15 April 2027 is a Thursday.
      next: { month: '2027-03', dueDate: '2027-04-15', isHeld: false },
    });
  });

  it('starts the count again after a month that nobody paid', () => {
    expect(coverOf([...run('2027-01', 3), ...run('2027-05', 2)])).toMatchObject({
      paidMonths: 5,
      unbrokenMonths: 2,
      unbrokenSince: '2027-05',
    });
  });

  it('counts no month before BPJS TK has the money, but says that a request holds the next one', () => {
    const months = [...run('2027-01', 1), ...run('2027-02', 1, 'committed'), ...run('2027-03', 1, 'held')];

    expect(coverOf(months)).toMatchObject({ paidMonths: 1, paidUntil: '2027-01', next: { isHeld: true } });
    expect(coverOf(run('2027-02', 2, 'committed'))).toEqual({ programme: 'JKM', paidMonths: 0, unbrokenMonths: 0 });
  });

  it('keeps programmes apart', () => {
    const jkk = run('2027-01', 2).map((one) => ({ ...one, programme: 'JKK' as const }));

    expect(coverOfProgrammes([...run('2027-01', 1), ...jkk], calendar)).toMatchObject([
      { programme: 'JKK', unbrokenMonths: 2 },
      { programme: 'JKM', unbrokenMonths: 1 },
    ]);
  });
});

describe('the rights that unbroken months bring', () => {
  const stateAfter = (months: readonly CoverMonth[], id: string) =>
    milestonesOf(coverOfProgrammes(months, calendar), programmes.milestones).find((one) => one.id === id);

  it.each([
    { paid: 2, reached: false, missing: 1 },
    { paid: 3, reached: true, missing: 0 },
  ])('with $paid months the full death benefit is reached: $reached', ({ paid, reached, missing }) => {
    expect(stateAfter(run('2027-01', paid), 'jkm-full')).toMatchObject({
      reached,
      missingMonths: missing,
      reachedWith: '2027-03',
    });
  });

  it.each([
    { paid: 35, reached: false },
    { paid: 36, reached: true },
  ])('with $paid months the scholarship is reached: $reached', ({ paid, reached }) => {
    expect(stateAfter(run('2027-01', paid), 'jkm-scholarship')).toMatchObject({ reached, reachedWith: '2029-12' });
  });

  it('are further away after a gap, and have no date while nothing is paid', () => {
    const lapsed = [...run('2027-01', 35), ...run('2030-01', 1)];

    expect(stateAfter(lapsed, 'jkm-scholarship')).toMatchObject({ missingMonths: 35, reachedWith: '2032-12' });
    expect(stateAfter([], 'jkm-full')).toEqual({
      id: 'jkm-full',
      programme: 'JKM',
      months: 3,
      reached: false,
      missingMonths: 3,
    });
  });
});
