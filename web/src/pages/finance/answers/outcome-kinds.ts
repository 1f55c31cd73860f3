import { ANSWER_OUTCOMES, needsAttention } from '../../../../../domain/payment/answer-verdict.ts';
import type { AnswerOutcome } from '../../../../../domain/payment/answer-verdict.ts';
import type { AnswerCounts } from '../../../api/answers.ts';

/** The few things that can become of a row, for a glance; the outcome's own sentence stands beside it. */
export type OutcomeKind = 'accepted' | 'rejected' | 'held' | 'same' | 'passed-over' | 'foreign';

const KINDS: Readonly<Record<AnswerOutcome, OutcomeKind>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  'rejected-after-payment': 'rejected',
  held: 'held',
  'held-unknown-word': 'held',
  'held-other-amount': 'held',
  'held-not-a-number': 'held',
  'held-future-date': 'held',
  'held-unreadable': 'held',
  'held-other-bill': 'held',
  'held-sum': 'held',
  same: 'same',
  'already-final': 'passed-over',
  duplicate: 'passed-over',
  'unknown-line': 'passed-over',
  'other-batch': 'foreign',
};

export const kindOf = (outcome: AnswerOutcome): OutcomeKind => KINDS[outcome];

export interface OutcomeCount {
  readonly outcome: AnswerOutcome;
  readonly count: number;
}

/** Outcomes that there are, in the order of their importance. */
export function countsOf(counts: AnswerCounts): readonly OutcomeCount[] {
  return ANSWER_OUTCOMES.flatMap((outcome) => {
    const count = counts[outcome] ?? 0;
    return count === 0 ? [] : [{ outcome, count }];
  });
}

/** Rows that left their line open for a person's decision. */
export const heldIn = (counts: AnswerCounts): number =>
  countsOf(counts)
    .filter(({ outcome }) => kindOf(outcome) === 'held')
    .reduce((sum, { count }) => sum + count, 0);

/** Rows that a person should look at. */
export const attentionIn = (counts: AnswerCounts): number =>
  countsOf(counts)
    .filter(({ outcome }) => needsAttention(outcome))
    .reduce((sum, { count }) => sum + count, 0);
