import { join } from 'node:path';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import { generateRoster, outcomeKey } from '../../roster/generate.ts';
import type { RosterOrder } from '../../roster/generate.ts';
import { writeRosterFile } from '../../roster/write.ts';
import type { TypedRow } from '../officer.ts';
import type { DemoOptions } from '../options.ts';

export interface RosterPlace {
  readonly options: DemoOptions;
  readonly folder: string;
  readonly villages: readonly string[];
}

/** The roster of the story: as a file, and what is known of it before the system has seen it. */
export interface Roster {
  readonly path: string;
  readonly fileName: string;
  /** Rows by where they must end: `good`, a row problem's code or a rule's id. */
  readonly expected: Readonly<Record<string, number>>;
  /** Good rows as typed, by NIK, in the file's order. */
  readonly good: ReadonlyMap<string, TypedRow>;
  /** Their row in the file, the heading being the first, by NIK. */
  readonly rowNumbers: ReadonlyMap<string, number>;
}

export async function makeRoster({ options, folder, villages }: RosterPlace): Promise<Roster> {
  const order: RosterOrder = { workers: options.workers, badRows: options.badRows, seed: options.seed, villages };
  const fileName = `usulan.${options.format}`;
  const path = join(folder, fileName);
  await writeRosterFile(path, order);
  const expected: Record<string, number> = {};
  const good = new Map<string, TypedRow>();
  const rowNumbers = new Map<string, number>();
  let rowNumber = 1;
  for (const row of generateRoster(order)) {
    rowNumber += 1;
    const key = outcomeKey(row.expected);
    expected[key] = (expected[key] ?? 0) + 1;
    if (key === 'good') rowNumbers.set(addRow(good, row.cells), rowNumber);
  }
  return { path, fileName, expected, good, rowNumbers };
}

/** Good rows of workers who are not in the roster. */
export function makeOtherRows(
  { options, villages }: RosterPlace,
  { good }: Pick<Roster, 'good'>,
  count: number,
): TypedRow[] {
  const others = new Map<string, TypedRow>();
  const order: RosterOrder = { workers: 2 * count, badRows: 0, seed: options.seed + 1, villages };
  for (const { cells } of generateRoster(order)) addRow(others, cells);
  return [...others]
    .filter(([nik]) => !good.has(nik))
    .map(([, row]) => row)
    .slice(0, count);
}

/** Gives the row's NIK. */
function addRow(rows: Map<string, TypedRow>, cells: readonly string[]): string {
  const row = Object.fromEntries(ROSTER_COLUMNS.map((column, index) => [column, cells[index] ?? '']));
  const nik = (row['nik'] ?? '').replace(/\D/g, '');
  rows.set(nik, row);
  return nik;
}
