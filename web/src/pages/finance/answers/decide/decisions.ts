import type { AnswerRow, LineDecisions } from '../../../../api/answers.ts';
import { kindOf } from '../outcome-kinds.ts';

/** One call takes so many. */
const MOST = 500;
const REASON = { min: 3, max: 200 };
const PARTICIPANT = { min: 3, max: 40 };

/** A row that was held although BPJS TK meant something by it, while a line of it is still open: finance decides. */
export const waitsForDecision = ({ outcome, lines }: AnswerRow): boolean =>
  kindOf(outcome) === 'held' && lines.some(isOpen);

/** What has become of a held row since: the status of its lines when none of them is open any more. */
export function decidedSince({ outcome, lines: [line, ...others] }: AnswerRow): DecidedStatus | undefined {
  if (kindOf(outcome) !== 'held' || line === undefined || others.some(isOpen)) return undefined;
  const { status } = line;
  return status === 'pending' || status === 'removed' ? undefined : status;
}

type DecidedStatus = Exclude<AnswerRow['lines'][number]['status'], 'pending' | 'removed'>;

const isOpen = ({ status }: AnswerRow['lines'][number]): boolean => status === 'pending';

export interface DecisionFields {
  readonly verdict: 'accepted' | 'rejected' | '';
  readonly reason: string;
  /** Of an accepted worker; only when one row alone is decided, because they are of one person. */
  readonly participant: string;
  readonly coverFrom: string;
}

export const NO_DECISION: DecisionFields = { verdict: '', reason: '', participant: '', coverFrom: '' };

export type DecisionProblem = 'none' | 'many' | 'verdict' | 'reason' | 'participant';

export const isOfOne = ({ verdict }: DecisionFields, rows: readonly AnswerRow[]): boolean =>
  verdict === 'accepted' && rows.length === 1;

/** What is still wrong, by the place where it is told. */
export function decisionProblems(
  fields: DecisionFields,
  rows: readonly AnswerRow[],
): Partial<Record<'rows' | 'verdict' | 'reason' | 'participant', DecisionProblem>> {
  const lines = openLinesOf(rows).length;
  const participant = fields.participant.trim().length;
  return {
    ...(lines === 0 && { rows: 'none' as const }),
    ...(lines > MOST && { rows: 'many' as const }),
    ...(fields.verdict === '' && { verdict: 'verdict' as const }),
    ...(isWithin(fields.reason.trim().length, REASON) ? {} : { reason: 'reason' as const }),
    ...(!isOfOne(fields, rows) || participant === 0 || isWithin(participant, PARTICIPANT)
      ? {}
      : { participant: 'participant' as const }),
  };
}

const isWithin = (length: number, { min, max }: { min: number; max: number }): boolean =>
  length >= min && length <= max;

/** The lines that are decided with these rows; those of a row that are decided already stay as they are. */
export const openLinesOf = (rows: readonly AnswerRow[]): readonly AnswerRow['lines'][number][] =>
  rows.flatMap(({ lines }) => lines.filter(isOpen));

export const totalOf = (lines: readonly AnswerRow['lines'][number][]): number =>
  lines.reduce((sum, { total }) => sum + total, 0);

/** What is sent: the same word and reason for every line. */
export function decisionsOf(fields: DecisionFields, rows: readonly AnswerRow[]): LineDecisions | undefined {
  const { verdict } = fields;
  if (verdict === '') return undefined;
  const reason = fields.reason.trim();
  const participant = fields.participant.trim();
  const ofOne = isOfOne(fields, rows);
  return {
    decisions: openLinesOf(rows).map(({ lineId }) => ({
      lineId,
      verdict,
      reason,
      ...(ofOne && participant !== '' && { participant }),
      ...(ofOne && fields.coverFrom !== '' && { coverFrom: fields.coverFrom }),
    })),
  };
}
