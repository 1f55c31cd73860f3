import * as z from 'zod';

/** A NIK is never in a mail, and titles, numbers and reasons are quoted in mails. */
const NIK_LIKE = /(?<!\d)(?:\d{16}|\d{4}(?:[ .-]\d{4}){3}|\d{6}[ .-]\d{6}[ .-]\d{4})(?!\d)/;
const CONTROL = /(?!\n)\p{Cc}/u;

/** Sixteen digits, together or in the groups in which people write a NIK. */
export const holdsNik = (text: string): boolean => NIK_LIKE.test(text);

/** What a person writes in own words: trimmed, without control characters, without anything that looks like a NIK. */
export function freeText({ min, max }: { readonly min: number; readonly max: number }) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !CONTROL.test(text), 'must be plain text')
    .refine((text) => !holdsNik(text), 'must not hold a NIK');
}
