import { isNik, maskNik } from '../nik/nik.ts';
import { monthSchema } from '../period/period.ts';
import type { Month } from '../period/period.ts';
import { readDate } from '../roster/dates.ts';
import { RefusedError } from '../errors.ts';
import type { Cell, RawRow } from '../roster/roster-row.ts';
import type { Text } from '../text.ts';
import type { Membership } from './member-list.ts';

/** The columns of a list of members, the first spelling being the template's; further columns are passed over. */
export const MEMBER_COLUMNS = {
  nik: ['nik', 'nomor identitas', 'no ktp'],
  sponsor: ['pembayar', 'sponsor', 'nama perusahaan', 'wadah', 'nama wadah'],
  until: ['dibayar sampai', 'periode akhir', 'bulan iuran terakhir', 'paid until'],
  registeredFrom: ['terdaftar sejak', 'tgl kepesertaan', 'tanggal kepesertaan', 'registered from'],
} as const;
type Column = keyof typeof MEMBER_COLUMNS;
const COLUMNS: readonly Column[] = ['nik', 'sponsor', 'until', 'registeredFrom'];

export interface MemberProblem {
  readonly row: number;
  readonly column: string;
  /** As written; a NIK is masked. */
  readonly value: string;
  readonly reason: Text;
}

export type MemberRow = Omit<Membership, 'asOf'> & { readonly nik: string };

/** Where each column stands. @throws RefusedError when there is no column for the NIK, or one stands twice */
export function readMemberHeader(cells: readonly Cell[]): ReadonlyMap<Column, number> {
  const found = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const key = headingKey(String(cell));
    const column = COLUMNS.find((name) => MEMBER_COLUMNS[name].some((spelling) => headingKey(spelling) === key));
    if (column === undefined) continue;
    if (found.has(column)) throw headerProblem('members-column-twice', String(cell));
    found.set(column, index);
  }
  if (!found.has('nik')) throw headerProblem('members-column-missing', MEMBER_COLUMNS.nik.join(' / '));
  return found;
}

const headingKey = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function headerProblem(code: 'members-column-twice' | 'members-column-missing', heading: string): RefusedError {
  const text =
    code === 'members-column-twice'
      ? { id: `Kolom "${heading}" ada lebih dari satu.`, en: `There is more than one column "${heading}".` }
      : { id: `Daftar tidak memuat kolom ${heading}.`, en: `The list has no column ${heading}.` };
  return new RefusedError({ code, text, field: heading });
}

/** One worker of the list, or what is wrong with the row. `asOf`: local day of the list; nothing in it lies later. */
export function readMemberRow(
  { rowNumber, cells }: RawRow,
  columns: ReadonlyMap<Column, number>,
  asOf: string,
): MemberRow | MemberProblem {
  const cellOf = (column: Column): Cell => {
    const cell = cells[columns.get(column) ?? -1] ?? '';
    return typeof cell === 'number' ? cell : cell.trim();
  };
  const nik = String(cellOf('nik')).replace(/^'/, '');
  const problem = (column: Column, reason: Text): MemberProblem => {
    const value = String(cellOf(column)).slice(0, 60);
    return {
      row: rowNumber,
      column: MEMBER_COLUMNS[column][0],
      value: column === 'nik' ? maskNik(value) : value,
      reason,
    };
  };
  if (!isNik(nik)) return problem('nik', { id: 'Bukan NIK 16 angka.', en: 'Not a NIK of 16 digits.' });
  const until = monthOf(cellOf('until'), '9999-12-31');
  if (until === null) return problem('until', NO_MONTH);
  const registeredFrom = monthOf(cellOf('registeredFrom'), asOf);
  if (registeredFrom === null) return problem('registeredFrom', NO_PAST_DAY);
  const sponsor = String(cellOf('sponsor')).slice(0, 100);
  return {
    nik,
    ...(sponsor !== '' && { sponsor }),
    ...(until !== undefined && { until }),
    ...(registeredFrom !== undefined && { registeredFrom }),
  };
}

const NO_MONTH = {
  id: 'Bukan bulan; tulis YYYY-MM, MM/YYYY atau sebuah tanggal.',
  en: 'Not a month; write YYYY-MM, MM/YYYY or a date.',
};
const NO_PAST_DAY = {
  id: 'Bukan tanggal, atau sesudah tanggal daftar; tulis DD/MM/YYYY atau YYYY-MM.',
  en: 'Not a date, or later than the list; write DD/MM/YYYY or YYYY-MM.',
};

/** The month of a cell, undefined for an empty one, null for what is none or lies behind `latest`. */
function monthOf(cell: Cell, latest: string): Month | null | undefined {
  if (cell === '') return undefined;
  const written = String(cell).replace(
    /^(\d{1,2})[/.-](\d{4})$/,
    (_, of: string, year: string) => `${year}-${of.padStart(2, '0')}`,
  );
  const month = monthSchema.safeParse(written);
  if (month.success) return month.data <= latest.slice(0, 7) ? month.data : null;
  const day = readDate(cell, latest);
  return 'date' in day ? monthSchema.parse(day.date.slice(0, 7)) : null;
}
