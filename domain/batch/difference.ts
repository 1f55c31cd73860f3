import { formatRupiah } from '../money/money.ts';
import type { Text } from '../text.ts';

/** Nothing when both agree, else what does not. */
export const differs = (isEqual: boolean, id: string, en: string): Text[] => (isEqual ? [] : [{ id, en }]);

/** One sentence's worth of them. */
export function listDifferences(differences: readonly Text[]): Text {
  const listed = (language: keyof Text) => differences.map((difference) => difference[language]).join('; ');
  return { id: listed('id'), en: listed('en') };
}

/** `APBD-2027-JKK Rp50.000, APBD-2027-JKM Rp34.000`. */
export function listAmounts(amounts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(amounts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0
    ? formatRupiah(0)
    : entries.map(([of, amount]) => `${of} ${formatRupiah(amount)}`).join(', ');
}
