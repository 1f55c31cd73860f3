import type { AmountByProgramme } from '../batch/tally.ts';
import type { LineStatus } from '../batch/lifecycle.ts';
import { addMonths } from '../period/period.ts';
import type { Period } from '../period/period.ts';
import { PROGRAMMES } from '../programme/programme.ts';
import type { AnswerOutcome } from './answer-verdict.ts';
import type { BankColumn } from './bank-columns.ts';
import { AMOUNT_COLUMN } from './bank-row.ts';
import type { BankRow } from './bank-row.ts';

/** The batch as a row of the bank's report is held against it. */
export interface BilledBatch {
  readonly period: Period;
  /** The kode iuran that finance entered, once it did. */
  readonly kodeIuran: string | undefined;
  /** Local time at which the file is read, `YYYY-MM-DDTHH:mm:ss`. */
  readonly now: string;
}

/** A line that the row names. */
export interface BilledLine {
  readonly status: LineStatus;
  /** Whole rupiah over all its months. */
  readonly amounts: AmountByProgramme;
}

/** What becomes of a row, and the column whose cell decided it. */
export interface BankVerdict {
  readonly outcome: AnswerOutcome;
  readonly column?: BankColumn;
}

/** What the bank took a premium for is accepted, or was before. */
const LIVING: readonly LineStatus[] = ['pending', 'accepted', 'paid'];
export const isLiving = ({ status }: BilledLine): boolean => LIVING.includes(status);

/**
 * The outcome of a row whose lines (all of one worker's) are known: the bank has taken their premium. Amounts are compared
 * for lines that are accepted already as well, which is what the report is for after the payment.
 */
export function bankOutcome(lines: readonly BilledLine[], row: BankRow, batch: BilledBatch): BankVerdict {
  const living = lines.filter(isLiving);
  return (
    periodVerdict(row, batch) ??
    (living.length === 0 ? { outcome: 'already-final' } : undefined) ??
    amountVerdict(row) ??
    agreement(row, living) ??
    timeVerdict(row, batch) ??
    codeVerdict(row, batch) ?? { outcome: living.some(({ status }) => status === 'pending') ? 'accepted' : 'same' }
  );
}

/** A worker can stand in the batches of several months: the month says whose line is meant. */
function periodVerdict({ period: of }: BankRow, { period }: BilledBatch): BankVerdict | undefined {
  if (of === undefined) return undefined;
  if (of === null) return { outcome: 'held-unreadable', column: 'period' };
  const last = addMonths(period.firstMonth, period.months - 1);
  const isOutside = of.last < period.firstMonth || of.first > last;
  return isOutside ? { outcome: 'other-batch', column: 'period' } : undefined;
}

/** Whether there are amounts at all, and whether they add up among themselves. */
function amountVerdict({ total, amounts, programmes }: BankRow): BankVerdict | undefined {
  if (typeof total !== 'number') return { outcome: 'held-not-a-number', column: 'total' };
  for (const programme of PROGRAMMES)
    if (amounts[programme] === null) return { outcome: 'held-not-a-number', column: AMOUNT_COLUMN[programme] };
  if (programmes === null) return { outcome: 'held-not-a-number', column: 'programmes' };
  const isSplit = Object.keys(amounts).length > 0;
  if (isSplit && sumOf(amounts) !== total) return { outcome: 'held-sum', column: 'total' };
  if (programmes !== undefined && sumOf(programmes) !== total) return { outcome: 'held-sum', column: 'programmes' };
  return undefined;
}

/** Whether they are what we recorded, programme by programme. */
function agreement({ total, amounts, programmes }: BankRow, lines: readonly BilledLine[]): BankVerdict | undefined {
  let due = 0;
  for (const programme of PROGRAMMES) {
    const ours = lines.reduce((sum, line) => sum + (line.amounts[programme] ?? 0), 0);
    due += ours;
    if (amounts[programme] !== undefined && amounts[programme] !== ours)
      return { outcome: 'held-other-amount', column: AMOUNT_COLUMN[programme] };
    if (programmes !== undefined && (programmes?.[programme] ?? 0) !== ours)
      return { outcome: 'held-other-amount', column: 'programmes' };
  }
  return total === due ? undefined : { outcome: 'held-other-amount', column: 'total' };
}

function timeVerdict({ time }: BankRow, { now }: BilledBatch): BankVerdict | undefined {
  if (typeof time !== 'string') return { outcome: 'held-unreadable', column: 'time' };
  return time > now ? { outcome: 'held-future-date', column: 'time' } : undefined;
}

function codeVerdict({ kodeIuran: code }: BankRow, { kodeIuran }: BilledBatch): BankVerdict | undefined {
  if (typeof code !== 'string') return { outcome: 'held-unreadable', column: 'kodeIuran' };
  return kodeIuran === undefined || kodeIuran === code
    ? undefined
    : { outcome: 'held-other-bill', column: 'kodeIuran' };
}

function sumOf(amounts: Readonly<Record<string, number | null>>): number {
  return Object.values(amounts).reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
}
