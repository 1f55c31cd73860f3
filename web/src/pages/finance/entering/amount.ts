import { parseRupiah } from '../../../format/parse-rupiah.ts';

export interface Comparison {
  readonly verdict: 'empty' | 'unreadable' | 'equal' | 'part' | 'less' | 'more';
  /** Whole rupiah between what was typed and what is expected. */
  readonly difference: number;
}

/** @param mayBePart a payment may come in parts, a bill and an SP2D may not */
export function compareAmount(typed: string, expected: number, mayBePart: boolean): Comparison {
  if (typed.trim() === '') return { verdict: 'empty', difference: expected };
  const amount = parseRupiah(typed);
  if (amount === undefined) return { verdict: 'unreadable', difference: expected };
  const difference = Math.abs(amount - expected);
  if (difference === 0) return { verdict: 'equal', difference };
  if (amount > expected) return { verdict: 'more', difference };
  return { verdict: mayBePart && amount > 0 ? 'part' : 'less', difference };
}
