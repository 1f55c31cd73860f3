import type { PersonId } from '../identity/ids.ts';
import { hoursAfter, type LevelState } from './level.ts';
import { mayMove } from './lifecycle.ts';
import { refused, type Refused } from './refusals.ts';
import { barred } from './vote.ts';

export type DueAction = 'remind' | 'escalate' | 'expire';

/**
 * What is due now, in the order in which to do it, and when the next thing is (null: never). A timer only asks: fired
 * early, late, twice or after a decision, it finds nothing due and changes nothing.
 */
export function dueActions(level: LevelState, now: string): { due: DueAction[]; nextAt: string | null } {
  if (level.status !== 'open') return { due: [], nextAt: null };
  if (level.expireAt <= now) return { due: ['expire'], nextAt: null };
  const waiting: [DueAction, string][] = level.reminders.slice(level.remindersSent).map((at) => ['remind', at]);
  if (level.escalateAt !== undefined && level.escalatedAt === undefined) waiting.push(['escalate', level.escalateAt]);
  const due = waiting.filter(([, at]) => at <= now).map(([action]) => action);
  const later = waiting.filter(([, at]) => at > now).map(([, at]) => at);
  return { due: [...new Set(due)], nextAt: [...later, level.expireAt].toSorted()[0] ?? null };
}

/** Persons whose vote is still awaited: silent holders, and the escalation target once it is called in. */
export function awaitedPersons(level: LevelState): PersonId[] {
  if (level.status !== 'open') return [];
  const voted = new Set(level.seats.flatMap((seat) => (seat.vote === undefined ? [] : [seat.vote.byPersonId])));
  const holders = level.seats.map((seat) => seat.personId);
  const target =
    level.escalatedAt === undefined || level.escalationTarget === undefined ? [] : [level.escalationTarget];
  return [...holders, ...target].filter((personId) => !voted.has(personId));
}

/** Several overdue reminders become one mail. */
export function markReminded(level: LevelState, now: string): { kind: 'reminded'; level: LevelState } | Refused {
  if (!mayMove(level.status, 'remind')) return refused('level-not-open');
  const passed = level.reminders.filter((at) => at <= now).length;
  if (level.expireAt <= now || passed <= level.remindersSent) return refused('not-due');
  return { kind: 'reminded', level: { ...level, remindersSent: passed, version: level.version + 1 } };
}

/**
 * Calls the target in: it may vote in place of one silent person; n and k stay and earlier links stay valid. A target
 * whom separation of duties bars is refused (the caller alarms).
 */
export function escalate(
  level: LevelState,
  now: string,
  decidedElsewhere: readonly PersonId[] = [],
): { kind: 'escalated'; level: LevelState; targetPersonId: PersonId } | Refused {
  if (!mayMove(level.status, 'escalate')) return refused('level-not-open');
  const target = level.escalationTarget;
  const isDue = level.escalateAt !== undefined && level.escalateAt <= now && level.expireAt > now;
  if (target === undefined || !isDue || level.escalatedAt !== undefined) return refused('not-due');
  const bar = barred({ level, personId: target, decidedElsewhere });
  if (bar !== undefined) return refused(bar);
  if (level.seats.some((seat) => seat.personId === target)) return refused('already-has-a-seat');
  return {
    kind: 'escalated',
    targetPersonId: target,
    level: { ...level, escalatedAt: now, version: level.version + 1 },
  };
}

/** At `expireAt` or later: holds once when the policy says so (the caller alarms), else ends the level as expired. */
export function expire(level: LevelState, now: string): { kind: 'expired' | 'held'; level: LevelState } | Refused {
  if (!mayMove(level.status, 'expire')) return refused('level-not-open');
  if (level.expireAt > now) return refused('not-due');
  const version = level.version + 1;
  if (level.onExpiry === 'hold-once' && !level.holdUsed && level.holdHours !== undefined) {
    return { kind: 'held', level: { ...level, version, holdUsed: true, expireAt: hoursAfter(now, level.holdHours) } };
  }
  return { kind: 'expired', level: { ...level, version, status: 'expired', closedAt: now } };
}

/** The request ended from outside (withdrawn, failed): nobody decides here any more. */
export function closeLevel(level: LevelState, now: string): { kind: 'closed'; level: LevelState } | Refused {
  if (!mayMove(level.status, 'close')) return refused('level-not-open');
  return { kind: 'closed', level: { ...level, status: 'closed', closedAt: now, version: level.version + 1 } };
}
