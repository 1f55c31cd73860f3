import { lineLifecycle } from '../batch/lifecycle.ts';
import type { LineStatus } from '../batch/lifecycle.ts';
import { canMove } from '../lifecycle.ts';
import type { AnswerRow } from './answer-row.ts';

/** What becomes of one row of an answer file. The codes are interface: files are counted by them. */
export const ANSWER_OUTCOMES = [
  'accepted',
  'rejected',
  /** The money is with BPJS TK already and becomes a credit. */
  'rejected-after-payment',
  /** BPJS TK's word is configured to wait for a person, or is unknown: the line stays as it is. */
  'held',
  'held-unknown-word',
  'held-other-amount',
  'held-unreadable',
  /** The line has this status already. */
  'same',
  'already-final',
  'duplicate',
  'unknown-line',
] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];

/** A sealed line, as the answer is held against it. */
export interface AnsweredLine {
  readonly status: LineStatus;
  /** Whole rupiah of the line over all its months. */
  readonly total: number;
  /** An earlier month of this worker is paid for by a request of ours. */
  readonly isCovered?: boolean;
  /** The batch is paid: a rejection leaves a credit instead of giving the money back. */
  readonly isPaid?: boolean;
}

/**
 * The outcome of a row whose line is known. `coverEnds`: the first day (`YYYY-MM-DD`) after the batch's period; cover that
 * starts later cannot be this line's.
 */
export function answerOutcome(line: AnsweredLine, answer: AnswerRow, coverEnds: string): AnswerOutcome {
  const meaning = answer.meaning === 'covered' && line.isCovered === true ? 'accepted' : answer.meaning;
  if (meaning === undefined) return 'held-unknown-word';
  if (meaning === 'held' || meaning === 'covered') return 'held';
  const status = meaning === 'rejected' && line.isPaid === true ? 'reversed' : meaning;
  if (line.status === status) return 'same';
  if (!canMove(lineLifecycle, line.status, status)) return 'already-final';
  if (answer.amount === null || answer.coverFrom === null) return 'held-unreadable';
  if (meaning === 'accepted') {
    if (answer.amount !== undefined && answer.amount !== line.total) return 'held-other-amount';
    if (answer.coverFrom !== undefined && answer.coverFrom >= coverEnds) return 'held-unreadable';
  }
  return status === 'reversed' ? 'rejected-after-payment' : meaning;
}
