import * as z from 'zod';

/** A whole, non-negative number of rupiah, at most 2^53 − 1. */
export const rupiahSchema = z
  .number()
  .int('must be whole rupiah')
  .min(0, 'must not be negative')
  .max(Number.MAX_SAFE_INTEGER)
  .brand<'Rupiah'>();
export type Rupiah = z.infer<typeof rupiahSchema>;

/** @throws ZodError when `amount` is not a whole, non-negative, safe integer. */
export function rupiah(amount: number): Rupiah {
  return rupiahSchema.parse(amount);
}

export const ZERO_RUPIAH = rupiah(0);

/** Sum of `amounts`. @throws ZodError past 2^53 − 1. */
export function sumRupiah(amounts: Iterable<Rupiah>): Rupiah {
  let total = 0;
  for (const amount of amounts) total += amount;
  return rupiah(total);
}

/** `a − b`. @throws ZodError when the result would be negative. */
export function subtractRupiah(a: Rupiah, b: Rupiah): Rupiah {
  return rupiah(a - b);
}

/** Indonesian notation: `Rp84.084.000`. */
export function formatRupiah(amount: number): string {
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  return `${amount < 0 ? '-' : ''}Rp${digits}`;
}
