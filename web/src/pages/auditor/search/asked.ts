import { holdsNik } from '../../../../../domain/nik/holds-nik.ts';

const SEPARATORS = /[\s.]/g;
const WITH_DASHES = /[\s.\p{Pd}]/gu;
const NIK = /^\d{16}$/;
const SHORTEST = 3;

/** What somebody typed into the one field: nothing to look for yet, a worker's NIK, or an id or number. */
export type Asked =
  | { readonly kind: 'nik'; readonly nik: string }
  | { readonly kind: 'number'; readonly q: string }
  | { readonly kind: 'problem'; readonly problem: 'short' | 'digits' };

/** A NIK may be typed with spaces or dots, in its usual groups with dashes too. Sixteen digits are always taken for one: they must not stand in an address. */
export function readAsked(typed: string): Asked {
  const text = typed.trim();
  const digits = text.replace(holdsNik(text) ? WITH_DASHES : SEPARATORS, '');
  if (NIK.test(digits)) return { kind: 'nik', nik: digits };
  if (/\d{16}/.test(digits)) return { kind: 'problem', problem: 'digits' };
  if (text.length < SHORTEST) return { kind: 'problem', problem: 'short' };
  return { kind: 'number', q: text };
}
