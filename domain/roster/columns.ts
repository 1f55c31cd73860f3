import { refuseRoster } from './refusals.ts';
import type { RawRow } from './roster-row.ts';
import { REQUIRED_COLUMNS, ROSTER_COLUMNS } from './template.ts';
import type { RosterColumn } from './template.ts';

/** Other headings in use, letters and digits only. */
const ALIASES: Readonly<Record<RosterColumn, readonly string[]>> = {
  nik: ['nonik', 'nomornik', 'noktp', 'nomorktp', 'nikktp', 'nomorindukkependudukan', 'noidentitas', 'nomoridentitas'],
  nama: ['namalengkap', 'namapekerja', 'namasesuaiktp', 'namatenagakerja', 'namapeserta'],
  tempat_lahir: ['tmptlahir', 'tmplahir', 'kotalahir'],
  tanggal_lahir: ['tgllahir', 'tanggallahirddmmyyyy', 'tgllahirddmmyyyy'],
  jenis_kelamin: ['jk', 'lp', 'kelamin', 'jeniskelaminlp', 'sex', 'gender'],
  nama_ibu_kandung: ['ibukandung', 'namaibu', 'namagadisibukandung', 'namagadisibu'],
  alamat: ['alamatlengkap', 'alamatktp', 'alamatsesuaiktp', 'alamatrumah'],
  kode_desa: ['kodedesakelurahan', 'kodekelurahan', 'kodedesakel', 'kodewilayah', 'kodekemendagri', 'kddesa'],
  pekerjaan: ['jenispekerjaan', 'profesi', 'matapencaharian'],
  sektor: ['sektorpekerjaan', 'sektorusaha'],
  penghasilan: ['pendapatan', 'penghasilanperbulan', 'penghasilanbulanan', 'pendapatanperbulan', 'upah'],
  desil_dtsen: ['desil', 'desildtsn', 'desilkesejahteraan'],
  tanggal_dtsen: ['tgldtsen', 'tanggaldatadtsen', 'tanggaldesil'],
  no_hp: [
    'hp',
    'nohandphone',
    'nomorhp',
    'nomorhandphone',
    'telepon',
    'notelepon',
    'nomortelepon',
    'notelp',
    'nowa',
    'handphone',
  ],
  email: ['alamatemail', 'surel'],
};

/** Columns taken and left alone: running numbers, and the reasons this system wrote beside rows it gave back. */
const IGNORED = new Set(['no', 'nomor', 'nourut', 'nomorurut', 'alasan', 'reason']);

const COLUMN_BY_HEADING = new Map<string, RosterColumn>(
  ROSTER_COLUMNS.flatMap((column) => [
    [headingKey(column), column] as const,
    ...ALIASES[column].map((alias) => [alias, column] as const),
  ]),
);

export interface RosterHeader {
  readonly rowNumber: number;
  /** The headings as written, without empty ones at the end. */
  readonly headings: readonly string[];
  /** Place of each column in a row, −1 when the file does not have it. */
  readonly positions: Readonly<Record<RosterColumn, number>>;
}

/**
 * Reads the first filled row as the header.
 * @throws RosterRefusedError `no-header`, `unknown-columns`, `missing-columns` or `repeated-columns`, each naming them.
 */
export function readHeader(raw: RawRow): RosterHeader {
  const headings = raw.cells.map((cell) => String(cell).replace(/\s+/g, ' ').trim());
  while (headings.at(-1) === '') headings.pop();
  const positions = noPositions();
  const unknown: string[] = [];
  const repeated: string[] = [];
  headings.forEach((heading, index) => {
    const key = headingKey(heading);
    const column = COLUMN_BY_HEADING.get(key);
    if (column === undefined) {
      if (!IGNORED.has(key)) unknown.push(heading === '' ? `#${index + 1}` : heading.slice(0, 60));
    } else if (positions[column] >= 0) repeated.push(heading);
    else positions[column] = index;
  });
  const found = ROSTER_COLUMNS.filter((column) => positions[column] >= 0);
  const missing = REQUIRED_COLUMNS.filter((column) => positions[column] < 0);
  const place = { row: raw.rowNumber };
  if (found.length === 0) throw refuseRoster('no-header', place);
  if (unknown.length > 0) throw refuseRoster('unknown-columns', { ...place, names: unknown, missing });
  if (missing.length > 0) throw refuseRoster('missing-columns', { ...place, names: missing });
  if (repeated.length > 0) throw refuseRoster('repeated-columns', { ...place, names: repeated });
  return { rowNumber: raw.rowNumber, headings, positions };
}

/** Case, spaces, underscores, dots and the like do not tell headings apart. */
function headingKey(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function noPositions(): Record<RosterColumn, number> {
  return {
    nik: -1,
    nama: -1,
    tempat_lahir: -1,
    tanggal_lahir: -1,
    jenis_kelamin: -1,
    nama_ibu_kandung: -1,
    alamat: -1,
    kode_desa: -1,
    pekerjaan: -1,
    sektor: -1,
    penghasilan: -1,
    desil_dtsen: -1,
    tanggal_dtsen: -1,
    no_hp: -1,
    email: -1,
  };
}
