import type { RosterRow } from './roster-row.ts';
import { ROSTER_COLUMNS } from './template.ts';
import type { RosterColumn } from './template.ts';

const FIELD_OF: Readonly<Record<RosterColumn, keyof RosterRow>> = {
  nik: 'nik',
  nama: 'nama',
  tempat_lahir: 'tempatLahir',
  tanggal_lahir: 'tanggalLahir',
  jenis_kelamin: 'jenisKelamin',
  nama_ibu_kandung: 'namaIbuKandung',
  alamat: 'alamat',
  kode_desa: 'kodeDesa',
  pekerjaan: 'pekerjaan',
  sektor: 'sektor',
  penghasilan: 'penghasilan',
  desil_dtsen: 'desilDtsen',
  tanggal_dtsen: 'tanggalDtsen',
  no_hp: 'noHp',
  email: 'email',
};

/** A row as cells of the template, so that it can be handed in again. */
export function rowCells(row: RosterRow): string[] {
  return ROSTER_COLUMNS.map((column) => String(row[FIELD_OF[column]] ?? ''));
}

const COLUMN_OF = new Map<string, RosterColumn>(ROSTER_COLUMNS.map((column) => [FIELD_OF[column], column]));

/** The template's name for a field, which is what officers see above the column. */
export function columnOf(field: Exclude<keyof RosterRow, 'rowNumber'>): string {
  return COLUMN_OF.get(field) ?? field;
}
