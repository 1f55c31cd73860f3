import type { Occupation } from './roster-row.ts';

/** Finds a configured occupation's code by any of its names; case, spaces and punctuation do not matter. */
export function createOccupationLookup(occupations: Iterable<Occupation>): (text: string) => string | undefined {
  const codes = new Map<string, string>();
  for (const { code, names } of occupations) {
    for (const name of [code, ...names]) codes.set(occupationKey(name), code);
  }
  // The officers' own spellings are few and come again and again; bounded, since a file may hold as many as it has rows.
  const asWritten = new Map<string, string | undefined>();
  return (text) => {
    if (asWritten.has(text)) return asWritten.get(text);
    const code = codes.get(occupationKey(text));
    if (asWritten.size < 1_000) asWritten.set(text, code);
    return code;
  };
}

function occupationKey(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
