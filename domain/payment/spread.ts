import { rupiah } from '../money/money.ts';
import type { Rupiah } from '../money/money.ts';

/**
 * Which part of a payment is for which allocation: they are filled in order of their ids, after `before` rupiah of earlier
 * payments. A complete payment in one or in many parts thus comes to the same.
 * @param due rupiah by allocation id
 */
export function spreadPayment(
  due: Readonly<Record<string, number>>,
  { before, amount }: { readonly before: number; readonly amount: number },
): Record<string, Rupiah> {
  const parts: Record<string, Rupiah> = {};
  let filled = 0;
  for (const [allocationId, wanted] of Object.entries(due).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const from = Math.max(filled, before);
    const until = Math.min(filled + wanted, before + amount);
    if (until > from) parts[allocationId] = rupiah(until - from);
    filled += wanted;
  }
  return parts;
}
