import { lineLifecycle } from '../batch/lifecycle.ts';
import type { LineStatus } from '../batch/lifecycle.ts';
import { canMove } from '../lifecycle.ts';
import type { AnswerColumn } from './answer-columns.ts';
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
  'held-not-a-number',
  /** The parts that the row names are not its total. */
  'held-sum',
  /** A premium that was paid under another kode iuran than the bill's. */
  'held-other-bill',
  /** The start of cover lies after the batch's period, or the transaction has not happened yet. */
  'held-future-date',
  'held-unreadable',
  /** The line has this status already. */
  'same',
  'already-final',
  'duplicate',
  /** Neither NIK nor line id can be read, or nobody of ours is meant. */
  'unknown-line',
  /** A line of another batch: one such row refuses the whole file. */
  'other-batch',
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
  if (answer.amount === null) return 'held-not-a-number';
  if (answer.coverFrom === null) return 'held-unreadable';
  if (meaning === 'accepted') {
    if (answer.amount !== undefined && answer.amount !== line.total) return 'held-other-amount';
    if (answer.coverFrom !== undefined && answer.coverFrom >= coverEnds) return 'held-future-date';
  }
  return status === 'reversed' ? 'rejected-after-payment' : meaning;
}

/** The column whose cell decided the outcome; none where the whole row did. */
export function columnAtFault(outcome: AnswerOutcome, row: Pick<AnswerRow, 'rowId' | 'nik'>): AnswerColumn | undefined {
  switch (outcome) {
    case 'held':
    case 'held-unknown-word':
      return 'result';
    case 'held-other-amount':
    case 'held-not-a-number':
    case 'held-sum':
      return 'amount';
    case 'held-future-date':
    case 'held-unreadable':
      return 'coverFrom';
    case 'duplicate':
    case 'unknown-line':
    case 'other-batch':
      return row.nik === undefined && row.rowId !== undefined ? 'rowId' : 'nik';
    case 'accepted':
    case 'rejected':
    case 'rejected-after-payment':
    case 'same':
    case 'already-final':
    case 'held-other-bill':
      return undefined;
  }
}

/** Rows that change nothing although BPJS TK meant something by them: a person should look at them. */
export function needsAttention(outcome: AnswerOutcome): boolean {
  return !['accepted', 'rejected', 'rejected-after-payment', 'same'].includes(outcome);
}
