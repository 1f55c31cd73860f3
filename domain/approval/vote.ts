import type { PersonId } from '../identity/ids.ts';
import type { LevelState, Seat, Vote, VoteWord } from './level.ts';
import { mayMove } from './lifecycle.ts';
import { neededApprovals } from './open-level.ts';
import { refused, type LevelRefusal, type Refused } from './refusals.ts';
import { silentSeat, vacated } from './seats.ts';

export type Verdict = 'open' | 'approved' | 'rejected' | 'returned';

/**
 * What the votes so far mean. Approved as soon as the quorum is met, required persons included; failed as soon as it
 * cannot be met any more: `returned` when any vote against was a return, else `rejected`.
 */
export function judge(level: Pick<LevelState, 'seats' | 'quorum'>): Verdict {
  const needed = neededApprovals(level.quorum, level.seats.length);
  const against = level.seats.filter((seat) => seat.vote !== undefined && seat.vote.word !== 'approve');
  const approvals = level.seats.filter((seat) => seat.vote?.word === 'approve').length;
  const requiredDone = level.seats.every((seat) => !seat.required || seat.vote?.word === 'approve');
  if (approvals >= needed && requiredDone) return 'approved';
  if (level.seats.length - against.length >= needed && !against.some((seat) => seat.required)) return 'open';
  return against.some((seat) => seat.vote?.word === 'return') ? 'returned' : 'rejected';
}

export interface VoteInput {
  readonly level: LevelState;
  readonly personId: PersonId;
  readonly word: VoteWord;
  readonly reason?: string;
  /** The deciding function's clock, UTC instant with milliseconds. */
  readonly at: string;
  /** Persons known by now to have voted on another level of this revision. */
  readonly decidedElsewhere?: readonly PersonId[];
  /** End of the freeze that is in force, when one is. */
  readonly frozenUntil?: string;
}

export type VoteResult =
  { readonly kind: 'voted'; readonly level: LevelState; readonly verdict: Verdict; readonly seatId: string } | Refused;

/**
 * One person's one vote on one level. First stored wins: the result is to be written on the condition that the level's
 * version is still the one judged here; when it is not, read again and judge again.
 */
export function castVote(input: VoteInput): VoteResult {
  const refusal = voteRefusal(input);
  if (refusal !== undefined) return refused(refusal);
  const place = placeFor(input.level, input.personId);
  if (place.kind === 'refused') return place;
  const vote: Vote = {
    word: input.word,
    ...(input.reason === undefined ? {} : { reason: input.reason.trim() }),
    at: input.at,
    byPersonId: input.personId,
  };
  const seats = place.seats.map((seat) => (seat.seatId === place.seatId ? { ...seat, vote } : seat));
  const verdict = judge({ seats, quorum: input.level.quorum });
  return {
    kind: 'voted',
    verdict,
    seatId: place.seatId,
    level: {
      ...input.level,
      seats,
      status: verdict,
      version: input.level.version + 1,
      ...(verdict === 'open' ? {} : { closedAt: input.at }),
    },
  };
}

function voteRefusal({ level, personId, word, reason, at, ...rest }: VoteInput): LevelRefusal | undefined {
  if (level.seats.some((seat) => seat.vote?.byPersonId === personId)) return 'already-voted';
  if (!mayMove(level.status, 'vote')) return 'level-not-open';
  if (rest.frozenUntil !== undefined && at < rest.frozenUntil) return 'frozen';
  if (level.expireAt <= at) return 'expired';
  if (word !== 'approve' && (reason ?? '').trim() === '') return 'reason-required';
  return barred({ level, personId, decidedElsewhere: rest.decidedElsewhere ?? [] });
}

/** Separation of duties, by person and at this moment: never the submitter, never one person on two levels. */
export function barred(question: {
  readonly level: Pick<LevelState, 'submitterId' | 'decidedElsewhere'>;
  readonly personId: PersonId;
  readonly decidedElsewhere: readonly PersonId[];
}): 'is-submitter' | 'decided-another-level' | undefined {
  const { level, personId } = question;
  if (personId === level.submitterId) return 'is-submitter';
  if (level.decidedElsewhere.includes(personId) || question.decidedElsewhere.includes(personId)) {
    return 'decided-another-level';
  }
  return undefined;
}

type Place = { readonly kind: 'place'; readonly seatId: string; readonly seats: readonly Seat[] } | Refused;

function placeFor(level: LevelState, personId: PersonId): Place {
  const own = level.seats.find((seat) => seat.personId === personId);
  if (own !== undefined) {
    const seats = vacated(level.seats, own);
    return seats === undefined ? refused('level-not-open') : place(seats, own);
  }
  if (level.escalatedAt !== undefined && level.escalationTarget === personId) {
    const silent = silentSeat(level.seats);
    return silent === undefined ? refused('level-not-open') : place(level.seats, silent);
  }
  return refused(level.seats.some((seat) => seat.passedBy.includes(personId)) ? 'seat-passed-on' : 'not-an-approver');
}

function place(seats: readonly Seat[], seat: Seat): Place {
  return { kind: 'place', seatId: seat.seatId, seats };
}
