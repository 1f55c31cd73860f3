import type { RosterRow } from '../roster/roster-row.ts';

type Field = Exclude<keyof RosterRow, 'rowNumber' | 'nik'>;

/** What one column said of a worker, and says now; as text, empty when it says nothing. */
export interface CellChange {
  readonly field: Field;
  readonly before: string;
  readonly after: string;
}

/** One worker who stands differently in two rosters; `cells` are those that say something else. */
export interface RowChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly nik: string;
  readonly name: string;
  /** Row in the present file; in the earlier one for a worker who was removed. */
  readonly row: number;
  readonly cells: readonly CellChange[];
}

export interface RosterComparison {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly same: number;
  /** The first of them, in order of the present file, those removed last. */
  readonly changes: readonly RowChange[];
}

const FIELDS = [
  'nama',
  'tempatLahir',
  'tanggalLahir',
  'jenisKelamin',
  'namaIbuKandung',
  'alamat',
  'kodeDesa',
  'pekerjaan',
  'sektor',
  'penghasilan',
  'desilDtsen',
  'tanggalDtsen',
  'noHp',
  'email',
] as const satisfies readonly Field[];

type Rows = AsyncIterable<RosterRow> | Iterable<RosterRow>;

/** What differs between two rosters, worker by worker; a NIK stands in each once. `limit`: of the list, not of the counts. */
export async function compareRosters(before: Rows, after: Rows, limit: number): Promise<RosterComparison> {
  const earlier = new Map<string, RosterRow>();
  for await (const row of before) earlier.set(row.nik, row);
  const counts = { added: 0, removed: 0, changed: 0, same: 0 };
  const changes: RowChange[] = [];
  const note = (kind: RowChange['kind'], row: RosterRow, cells: readonly CellChange[] = []): void => {
    counts[kind] += 1;
    if (changes.length < limit) changes.push({ kind, nik: row.nik, name: row.nama, row: row.rowNumber, cells });
  };
  for await (const row of after) {
    const was = earlier.get(row.nik);
    earlier.delete(row.nik);
    if (was === undefined) {
      note('added', row);
      continue;
    }
    const cells = changedCells(was, row);
    if (cells.length === 0) counts.same += 1;
    else note('changed', row, cells);
  }
  for (const row of earlier.values()) note('removed', row);
  return { ...counts, changes };
}

function changedCells(before: RosterRow, after: RosterRow): CellChange[] {
  return FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    before: String(before[field] ?? ''),
    after: String(after[field] ?? ''),
  }));
}
