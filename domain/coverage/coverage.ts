import type { Calendar, LocalDate } from '../calendar/calendar.ts';
import { dueDateOf } from '../calendar/due-dates.ts';
import { addDays, firstDayOf } from '../calendar/local-date.ts';
import { addMonths } from '../period/period.ts';
import type { Month } from '../period/period.ts';
import { PROGRAMMES } from '../programme/programme.ts';
import type { Programme } from '../programme/programme.ts';
import type { Milestone } from './milestones.ts';

/** `held`: a request claims it, nothing is committed; `committed`: recorded, BPJS TK has no money yet; `paid`: it has. */
export type CoverState = 'held' | 'committed' | 'paid';

export interface CoverMonth {
  readonly programme: Programme;
  readonly month: Month;
  readonly state: CoverState;
}

export interface ProgrammeCover {
  readonly programme: Programme;
  readonly paidMonths: number;
  /** Paid months in a row up to the last one. A month that is missing in between starts the count again. */
  readonly unbrokenMonths: number;
  readonly unbrokenSince?: Month;
  readonly paidUntil?: Month;
  /** Last day of cover, a local day. */
  readonly coverEnds?: LocalDate;
  /** The first month after the last paid one, when it is due, and whether a request holds it already. */
  readonly next?: { readonly month: Month; readonly dueDate: LocalDate; readonly isHeld: boolean };
}

export interface MilestoneState {
  readonly id: string;
  readonly programme: Programme;
  readonly months: number;
  readonly reached: boolean;
  readonly missingMonths: number;
  /** The month with which it is reached when no month is missed. */
  readonly reachedWith?: Month;
}

/** What one worker's months come to, programme by programme; programmes without any month are left out. */
export function coverOfProgrammes(months: readonly CoverMonth[], calendar: Calendar): ProgrammeCover[] {
  return PROGRAMMES.flatMap((programme) => {
    const own = months.filter((one) => one.programme === programme);
    return own.length === 0 ? [] : [coverOf(programme, own, calendar)];
  });
}

function coverOf(programme: Programme, own: readonly CoverMonth[], calendar: Calendar): ProgrammeCover {
  const paid = new Set(own.filter(({ state }) => state === 'paid').map(({ month }) => month));
  const last = [...paid].toSorted().at(-1);
  if (last === undefined) return { programme, paidMonths: 0, unbrokenMonths: 0 };
  let unbrokenMonths = 1;
  while (paid.has(addMonths(last, 0 - unbrokenMonths))) unbrokenMonths += 1;
  const following = addMonths(last, 1);
  return {
    programme,
    paidMonths: paid.size,
    unbrokenMonths,
    unbrokenSince: addMonths(last, 1 - unbrokenMonths),
    paidUntil: last,
    coverEnds: addDays(firstDayOf(following), -1),
    next: {
      month: following,
      dueDate: dueDateOf(following, calendar),
      isHeld: own.some(({ month }) => month === following),
    },
  };
}

/** How far the unbroken months of each programme have come towards each right. */
export function milestonesOf(covers: readonly ProgrammeCover[], milestones: readonly Milestone[]): MilestoneState[] {
  return milestones.map(({ id, programme, months }) => {
    const cover = covers.find((one) => one.programme === programme);
    const missingMonths = Math.max(0, months - (cover?.unbrokenMonths ?? 0));
    const { unbrokenSince } = cover ?? {};
    return {
      id,
      programme,
      months,
      reached: missingMonths === 0,
      missingMonths,
      ...(unbrokenSince !== undefined && { reachedWith: addMonths(unbrokenSince, months - 1) }),
    };
  });
}
