import type { LevelState, Vote } from '../../domain/approval/level.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import { castVote } from '../../domain/approval/vote.ts';
import { LEVEL_REFUSAL_TEXTS } from '../../domain/approval/refusals.ts';
import { decidersElsewhere } from '../adapters/dynamodb/level-store.ts';
import { barredLink, closedLink, expiredLink, frozenLink, PASSED_ON_LINK, usedLink } from './notice.ts';
import type { Notice } from './notice.ts';

/** May the holder of a link decide now? */
export type Situation = { readonly kind: 'may-decide' } | { readonly kind: 'notice'; readonly notice: Notice };

export interface SituationQuestion {
  readonly level: LevelState;
  readonly levels: readonly LevelState[];
  readonly personId: PersonId;
  /** Now, UTC instant with milliseconds. */
  readonly at: string;
  readonly utcOffsetMinutes: number;
  /** End of the freeze that holds at `at`, when one does. */
  readonly frozenUntil?: string | undefined;
}

export function voteOf(level: LevelState, personId: PersonId): Vote | undefined {
  return level.seats.find((seat) => seat.vote?.byPersonId === personId)?.vote;
}

/** Judged by the very rule that takes the vote, so that page and decision never disagree. */
export function situationOf(question: SituationQuestion): Situation {
  const notice = noticeOf(question);
  return notice === null ? { kind: 'may-decide' } : { kind: 'notice', notice };
}

function noticeOf({ level, levels, personId, at, utcOffsetMinutes, frozenUntil }: SituationQuestion): Notice | null {
  const vote = voteOf(level, personId);
  if (vote !== undefined) return usedLink(vote, utcOffsetMinutes);
  const decidedElsewhere = decidersElsewhere(levels, level.number);
  const freeze = frozenUntil === undefined ? {} : { frozenUntil };
  const trial = castVote({ level, personId, word: 'approve', at, decidedElsewhere, ...freeze });
  if (trial.kind === 'voted') return null;
  const { refusal } = trial;
  if (refusal === 'frozen' && frozenUntil !== undefined) return frozenLink(frozenUntil, utcOffsetMinutes);
  const isOver = refusal === 'expired' || (refusal === 'level-not-open' && level.status === 'expired');
  if (isOver) return expiredLink(level.expireAt, utcOffsetMinutes);
  if (refusal === 'level-not-open') return closedLink(level.status);
  return refusal === 'seat-passed-on' ? PASSED_ON_LINK : barredLink(LEVEL_REFUSAL_TEXTS[refusal]);
}
