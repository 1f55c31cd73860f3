import type { PersonId } from '../identity/ids.ts';
import { MAX_MOVES, resolveDelegate, type Delegation } from './delegation.ts';
import type { LevelState, Seat } from './level.ts';
import { mayMove } from './lifecycle.ts';
import { refused, type LevelRefusal, type Refused } from './refusals.ts';
import { vacated } from './seats.ts';
import { barred } from './vote.ts';

export interface PassOnInput {
  readonly level: LevelState;
  readonly fromPersonId: PersonId;
  readonly toPersonId: PersonId;
  /** UTC instant with milliseconds. */
  readonly at: string;
  readonly decidedElsewhere?: readonly PersonId[];
  readonly frozenUntil?: string;
}

export type PassOnResult =
  { readonly kind: 'passed-on'; readonly level: LevelState; readonly seatId: string } | Refused;

/** The holder passes this one item to somebody whom the policy allows. The old link no longer decides. */
export function delegateItem(input: PassOnInput): PassOnResult {
  if (!mayMove(input.level.status, 'delegate')) return refused('level-not-open');
  if (input.frozenUntil !== undefined && input.at < input.frozenUntil) return refused('frozen');
  if (input.level.expireAt <= input.at) return refused('expired');
  if (!input.level.mayDelegateTo.includes(input.toPersonId)) return refused('delegate-not-allowed');
  return passOn(input, 'delegation');
}

/** An administrator gives a silent person's seat to another; the reason goes into the audit event, not into the level. */
export function reassignSeat(input: PassOnInput): PassOnResult {
  if (!mayMove(input.level.status, 'reassign')) return refused('level-not-open');
  return passOn(input, 'reassignment');
}

/** The first silent seat whose holder is away goes to who stands in. Undefined when every seat is where it belongs. */
export function moveForAbsence(
  level: LevelState,
  absence: { at: string; delegations: readonly Delegation[]; decidedElsewhere: readonly PersonId[] },
): { level: LevelState; from: PersonId; to: PersonId; seatId: string } | undefined {
  if (!mayMove(level.status, 'delegate') || level.expireAt <= absence.at) return undefined;
  const { at, delegations, decidedElsewhere } = absence;
  for (const seat of level.seats) {
    const from = seat.personId;
    const to = resolveDelegate({ personId: from, at, delegations }).personId;
    if (to === from) continue;
    const moved = passOn({ level, fromPersonId: from, toPersonId: to, at, decidedElsewhere }, 'delegation');
    // Barred, or seated already: the seat stays, as it does when a level is opened.
    if (moved.kind === 'passed-on') return { level: moved.level, from, to, seatId: moved.seatId };
  }
  return undefined;
}

function passOn(input: PassOnInput, kind: 'delegation' | 'reassignment'): PassOnResult {
  const { level, fromPersonId, toPersonId } = input;
  const seat = level.seats.find((one) => one.personId === fromPersonId);
  if (seat === undefined) {
    return refused(
      level.seats.some((one) => one.passedBy.includes(fromPersonId)) ? 'seat-passed-on' : 'not-an-approver',
    );
  }
  const refusal = passOnRefusal(input, seat);
  if (refusal !== undefined) return refused(refusal);
  const seatsNow = vacated(level.seats, seat);
  const own = seatsNow?.find((one) => one.seatId === seat.seatId);
  if (seatsNow === undefined || own === undefined) return refused('already-voted');
  const passed: Seat = {
    ...own,
    personId: toPersonId,
    passedBy: [...seat.passedBy, fromPersonId],
    via: { kind, fromPersonId },
  };
  const seats = seatsNow.map((one) => (one.seatId === seat.seatId ? passed : one));
  return { kind: 'passed-on', seatId: seat.seatId, level: { ...level, seats, version: level.version + 1 } };
}

function passOnRefusal(input: PassOnInput, seat: Seat): LevelRefusal | undefined {
  const { level, toPersonId } = input;
  if (seat.vote?.byPersonId === seat.personId) return 'already-voted';
  if (seat.passedBy.length >= MAX_MOVES || seat.passedBy.includes(toPersonId)) return 'too-many-moves';
  // The escalation target has a voice already: a seat on top would give one person two votes.
  const voices = [
    ...level.seats.map((one) => one.personId),
    ...(level.escalationTarget === undefined ? [] : [level.escalationTarget]),
  ];
  const voted = level.seats.some((one) => one.vote?.byPersonId === toPersonId);
  if (voices.includes(toPersonId) || voted) return 'already-has-a-seat';
  return barred({ level, personId: toPersonId, decidedElsewhere: input.decidedElsewhere ?? [] });
}
