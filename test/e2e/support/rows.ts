import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import { generateRoster } from '../../../tools/roster/generate.ts';

/** Good rows of a roster, unless a test wants another number. */
export const WORKERS = 12;

export type Row = Readonly<Record<string, string>>;

const BIRTH_DATE = ROSTER_COLUMNS.indexOf('tanggal_lahir');
const ENOUGH = 2_000;

export interface RowsWanted {
  readonly workers?: number;
  readonly badRows?: number;
}

/**
 * Gives typed rows of workers whom no other roster of this world has; the bad ones come last. All good ones are of an
 * age at which every month of the year is theirs, so that the month asked for makes no difference.
 */
export function openRows(villages: readonly string[]): (wanted?: RowsWanted) => Row[] {
  const made = [...generateRoster({ workers: ENOUGH, badRows: ENOUGH, seed: 7, villages })];
  const good = made.filter(({ cells, expected }) => expected.kind === 'good' && isOfSafeAge(cells[BIRTH_DATE] ?? ''));
  const bad = made.filter(({ expected }) => expected.kind === 'bad' && expected.code !== 'nik-duplicate');
  return ({ workers = WORKERS, badRows = 0 } = {}) =>
    [...good.splice(0, workers), ...bad.splice(0, badRows)].map(({ cells }) =>
      Object.fromEntries(ROSTER_COLUMNS.map((column, index) => [column, cells[index] ?? ''])),
    );
}

function isOfSafeAge(birthDate: string): boolean {
  const year = Number(birthDate.slice(-4));
  return year >= 1975 && year <= 2000;
}
