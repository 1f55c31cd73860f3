import type { EligibilityRow } from './rule.ts';

type Named = Pick<EligibilityRow, 'rowNumber' | 'nik' | 'nama' | 'tanggalLahir'>;

/** Name and birth date in one text; spellings that differ in case, spaces or punctuation are one name. */
export function nearDuplicateKey(row: Pick<Named, 'nama' | 'tanggalLahir'>): string {
  return `${row.tanggalLahir} ${row.nama
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '')}`;
}

/**
 * Feed it the rows of one roster in order: it answers with the number of the first row that had the same name and birth
 * date under another NIK, or undefined. Remembers one short text per row.
 */
export function createNearDuplicateFinder(): (row: Named) => number | undefined {
  const seen = new Map<string, { readonly rowNumber: number; readonly nik: string }>();
  return (row) => {
    const key = nearDuplicateKey(row);
    const first = seen.get(key);
    if (first !== undefined) return first.nik === row.nik ? undefined : first.rowNumber;
    seen.set(key, { rowNumber: row.rowNumber, nik: row.nik });
    return undefined;
  };
}
