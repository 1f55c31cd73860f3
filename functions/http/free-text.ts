import * as z from 'zod';
import { holdsNik } from '../../domain/nik/holds-nik.ts';

const CONTROL = /(?!\n)\p{Cc}/u;

/**
 * What a person writes in own words: trimmed, without control characters, without anything that looks like a NIK. That one
 * is never in a mail, and titles, numbers and reasons are quoted in mails.
 */
export function freeText({ min, max }: { readonly min: number; readonly max: number }) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !CONTROL.test(text), 'must be plain text')
    .refine((text) => !holdsNik(text), 'must not hold a NIK');
}
