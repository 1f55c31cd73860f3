import * as z from 'zod';

/** An occupation as a roster may write it: `names` are the spellings, compared without regard to case and spaces. */
export const occupationSchema = z
  .strictObject({ code: z.string().regex(/^[a-z0-9-]+$/), names: z.array(z.string().min(1)).min(1).readonly() })
  .readonly();

/** Spellings are compared without regard to case, spaces and punctuation. */
export function occupationKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Code by spelling; the code itself is one of its spellings. */
export function occupationIndex(
  occupations: Iterable<{ readonly code: string; readonly names: readonly string[] }>,
): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const { code, names } of occupations) for (const name of [code, ...names]) index.set(occupationKey(name), code);
  return index;
}
