import type { PersonId } from '../identity/ids.ts';
import { resolveDelegate, type Delegation } from './delegation.ts';
import { hoursAfter, type LevelState, type Seat } from './level.ts';
import type { LevelPolicy, Quorum } from './policy.ts';

export interface SeatingInput {
  readonly policy: LevelPolicy;
  /** Now, UTC instant with milliseconds. */
  readonly at: string;
  /** Dated delegations that an administrator has set or confirmed. */
  readonly delegations?: readonly Delegation[];
}

export interface OpenLevelInput extends SeatingInput {
  /** 1-based place among the levels this request passes. */
  readonly number: number;
  readonly submitterId: PersonId;
  /** Persons who voted on an earlier level of this revision. */
  readonly decidedElsewhere: readonly PersonId[];
}

export type OpenLevelResult =
  /** `escalationBarred`: the policy's target may not decide here, so the level has no escalation (the caller alarms). */
  | { readonly kind: 'opened'; readonly level: LevelState; readonly escalationBarred: boolean }
  /** Separation of duties leaves too few persons for the quorum: block with an alarm, or skip with a trail entry. */
  | { readonly kind: 'empty'; readonly onEmpty: 'block' | 'skip' };

/**
 * The level as it is first stored. The submitter and those who decided another level get no seat, not even through
 * somebody who stands in for them: n shrinks, k stays. When the quorum cannot be met by the rest, the level is empty.
 */
export function openLevel(input: OpenLevelInput): OpenLevelResult {
  const { policy, at } = input;
  const { seats, isEnough, escalation } = seating(input, [input.submitterId, ...input.decidedElsewhere]);
  if (!isEnough) return { kind: 'empty', onEmpty: policy.onEmpty };
  const level: LevelState = {
    status: 'open',
    version: 1,
    number: input.number,
    levelId: policy.id,
    title: policy.title,
    submitterId: input.submitterId,
    decidedElsewhere: [...input.decidedElsewhere],
    seats,
    quorum: policy.quorum,
    proof: policy.proof,
    mayDelegateTo: policy.mayDelegateTo ?? [],
    openedAt: at,
    reminders: policy.reminderHours.map((hours) => hoursAfter(at, hours)),
    remindersSent: 0,
    ...escalation,
    expireAt: hoursAfter(at, policy.expireAfterHours),
    onExpiry: policy.onExpiry,
    ...(policy.holdHours === undefined ? {} : { holdHours: policy.holdHours }),
    holdUsed: false,
  };
  const escalationBarred = policy.escalationTarget !== undefined && escalation.escalationTarget === undefined;
  return { kind: 'opened', level, escalationBarred };
}

export interface Seating {
  readonly seats: readonly Seat[];
  /** The quorum can be met by those who sit here. */
  readonly isEnough: boolean;
  /** Empty when the policy names no target, or one who may not decide here. */
  readonly escalation: { readonly escalationTarget?: PersonId; readonly escalateAt?: string };
}

/** Who sits on a level at a moment, without those whom separation of duties bars from it. */
export function seating(input: SeatingInput, barred: readonly PersonId[]): Seating {
  const seats = seatsOf(input, new Set(barred));
  return {
    seats,
    isEnough: canBeMet(input.policy.quorum, seats),
    escalation: escalationOf(input, [...barred, ...seats.map((seat) => seat.personId)]),
  };
}

function escalationOf({ policy, at }: SeatingInput, others: readonly PersonId[]): Seating['escalation'] {
  const { escalationTarget, escalateAfterHours } = policy;
  if (escalationTarget === undefined || escalateAfterHours === undefined) return {};
  if (others.includes(escalationTarget)) return {};
  return { escalationTarget, escalateAt: hoursAfter(at, escalateAfterHours) };
}

function seatsOf(input: SeatingInput, barred: ReadonlySet<PersonId>): Seat[] {
  const required = new Set(input.policy.quorum.required);
  const approvers = input.policy.approvers.filter((personId) => !barred.has(personId));
  const taken = new Set(approvers);
  return approvers.map((personId, index): Seat => {
    const seat = { seatId: `s${index + 1}`, required: required.has(personId) };
    const holder = resolveDelegate({ personId, at: input.at, delegations: input.delegations ?? [] });
    if (holder.personId === personId || barred.has(holder.personId) || taken.has(holder.personId)) {
      return { ...seat, personId, passedBy: [] };
    }
    taken.add(holder.personId);
    return {
      ...seat,
      personId: holder.personId,
      passedBy: holder.passedBy,
      via: { kind: 'delegation', fromPersonId: holder.passedBy.at(-1) ?? personId },
    };
  });
}

function canBeMet(quorum: Quorum, seats: readonly Seat[]): boolean {
  const requiredSeats = seats.filter((seat) => seat.required).length;
  return (
    seats.length >= Math.max(1, neededApprovals(quorum, seats.length)) &&
    requiredSeats === (quorum.required?.length ?? 0)
  );
}

/** k: how many of `seatCount` seats must approve. */
export function neededApprovals(quorum: Quorum, seatCount: number): number {
  switch (quorum.kind) {
    case 'any':
      return 1;
    case 'all':
      return seatCount;
    case 'k-of-n':
      return quorum.k;
  }
}
