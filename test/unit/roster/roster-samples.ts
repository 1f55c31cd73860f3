import { parseRoster } from '../../../domain/roster/parse-roster.ts';
import type { ParseRosterInput, RosterItem } from '../../../domain/roster/parse-roster.ts';
import { RosterRefusedError } from '../../../domain/roster/refusals.ts';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import type { RowProblem } from '../../../domain/roster/problems.ts';
import type { RosterColumn } from '../../../domain/roster/template.ts';
import type { BadRow, GoodRow, RosterRules } from '../../../domain/roster/validate-row.ts';

const OWN_VILLAGE = '14.10.01.1001';
export const FOREIGN_VILLAGE = '14.10.02.2001';

export const RULES: RosterRules = {
  today: '2026-11-22',
  knownVillages: new Set([OWN_VILLAGE, FOREIGN_VILLAGE]),
  allowedVillages: new Set([OWN_VILLAGE]),
  occupations: [
    { code: 'ojek', names: ['Ojek', 'Tukang ojek'] },
    { code: 'petani', names: ['Petani', 'Tani'] },
  ],
};

type Cells = Partial<Record<RosterColumn, string>>;

/** A woman born on 12 March 1980 with nothing wrong; state only what matters. */
export function worker(change: Cells = {}): Record<RosterColumn, string> {
  return {
    nik: '1410015203800001',
    nama: 'Siti Aminah',
    tempat_lahir: 'Selatpanjang',
    tanggal_lahir: '12/03/1980',
    jenis_kelamin: 'P',
    nama_ibu_kandung: 'Nur Aisyah',
    alamat: 'Jl. Merdeka No. 5',
    kode_desa: OWN_VILLAGE,
    pekerjaan: 'petani',
    sektor: '',
    penghasilan: '',
    desil_dtsen: '',
    tanggal_dtsen: '',
    no_hp: '',
    email: '',
    ...change,
  };
}

export function csvOf(workers: readonly Cells[], columns: readonly RosterColumn[] = ROSTER_COLUMNS): string {
  const lines = workers.map((each) => columns.map((column) => quote(each[column] ?? '')).join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}

/** The file in pieces of `size` bytes. */
export async function* inPieces(file: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

export async function parseAll(
  file: string | Uint8Array,
  change: Partial<Omit<ParseRosterInput, 'source'>> = {},
): Promise<RosterItem[]> {
  return Array.fromAsync(parseRoster({ source: inPieces(file), rules: RULES, ...change }));
}

export async function rowsOf(file: string | Uint8Array): Promise<(GoodRow | BadRow)[]> {
  return (await parseAll(file)).filter((item) => item.kind !== 'header');
}

/** What is wrong with the only row of a roster, as it is told. */
export async function problemTextsOf(change: Cells): Promise<readonly RowProblem[]> {
  const [row] = await rowsOf(csvOf([worker(change)]));
  return row?.kind === 'bad' ? row.problems : [];
}

/** Its problem codes. */
export async function problemsOf(change: Cells): Promise<string[]> {
  return (await problemTextsOf(change)).map(({ code, column }) => `${column ?? '*'}: ${code}`);
}

export async function goodRowOf(change: Cells): Promise<GoodRow> {
  const [row] = await rowsOf(csvOf([worker(change)]));
  if (row?.kind !== 'good') throw new Error(`expected a good row, got ${JSON.stringify(row)}`);
  return row;
}

export async function refusalOf(
  file: string | Uint8Array,
  change: Partial<Omit<ParseRosterInput, 'source'>> = {},
): Promise<RosterRefusedError> {
  try {
    await parseAll(file, change);
  } catch (error) {
    if (error instanceof RosterRefusedError) return error;
    throw error;
  }
  throw new Error('the roster was not refused');
}

function quote(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
