import type { ExclusionEntry } from '../../../api/administration.ts';

export interface ReadEntries {
  readonly entries: readonly ExclusionEntry[];
  /** 1-based lines that are no entry. */
  readonly wrongLines: readonly number[];
}

const REASONS: Readonly<Record<string, ExclusionEntry['reason']>> = {
  meninggal: 'deceased',
  deceased: 'deceased',
  pindah: 'moved',
  moved: 'moved',
  keluar: 'left',
  left: 'left',
};

const LOCAL_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Lines as they are copied from a sheet or a file: NIK, reason and day, separated by tabs, semicolons or commas. A line
 * of headings and empty lines are left aside.
 */
export function readEntries(text: string): ReadEntries {
  const entries: ExclusionEntry[] = [];
  const wrongLines: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || (index === 0 && !/\d/.test(line))) continue;
    const entry = entryOf(line);
    if (entry === undefined) wrongLines.push(index + 1);
    else entries.push(entry);
  }
  return { entries, wrongLines };
}

function entryOf(line: string): ExclusionEntry | undefined {
  const [nik = '', word = '', day = ''] = line.split(/[\t;,]/).map((cell) => cell.trim().replace(/^["']|["']$/g, ''));
  const reason = REASONS[word.toLowerCase()];
  const since = isoDay(day);
  const isDay = DAY.test(since) && !Number.isNaN(Date.parse(since));
  return /^\d{16}$/.test(nik) && reason !== undefined && isDay ? { nik, reason, since } : undefined;
}

/** `2027-01-15` of `15/01/2027`; anything else as it is. */
function isoDay(day: string): string {
  const [, date = '', month = '', year] = LOCAL_DAY.exec(day) ?? [];
  return year === undefined ? day : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}
