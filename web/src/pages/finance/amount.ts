const PLAIN = /^\d+$/;
const GROUPED = /^\d{1,3}(\.\d{3})+$/;

/** Whole rupiah out of `1234567`, `1.234.567` or `Rp 1.234.567,00`; nothing when it is no such amount. */
export function parseRupiah(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace(/^rp\.?\s*/i, '')
    .replace(/,(00?|-)$/, '');
  if (!PLAIN.test(text) && !GROUPED.test(text)) return undefined;
  const amount = Number(text.replaceAll('.', ''));
  return Number.isSafeInteger(amount) ? amount : undefined;
}

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
