import { RefusedError } from '../errors.ts';
import type { RefusalKind } from '../errors.ts';
import type { Text } from '../text.ts';
import { REQUIRED_COLUMN_LIST } from './template.ts';

/** Data rows of one roster; the next row refuses the file. */
export const MAX_ROWS = 200_000;
/** 200,000 rows of 250 bytes are 50 MB. */
export const MAX_CSV_BYTES = 100 * 1024 * 1024;
/** A workbook lies in memory as a whole while it is read: zip keeps its directory at the end. */
export const MAX_XLSX_BYTES = 40 * 1024 * 1024;

export type RosterRefusalCode =
  | 'empty-roster'
  | 'no-header'
  | 'unknown-columns'
  | 'missing-columns'
  | 'repeated-columns'
  | 'too-many-rows'
  | 'file-too-large'
  | 'not-a-text-file'
  | 'broken-quotes'
  | 'workbook-protected'
  | 'workbook-old-format'
  | 'workbook-corrupt'
  | 'workbook-bomb';

/** What a refusal's text needs to know. */
export interface RefusalPlace {
  readonly row?: number;
  readonly names?: readonly string[];
  readonly missing?: readonly string[];
  readonly limit?: number;
  readonly cause?: unknown;
}

/**
 * The whole file is refused; its rows were not judged. The name stays `RefusedError`: the state machine matches by it.
 * `row` is the row in the officer's file, `columns` the headings in question.
 */
export class RosterRefusedError extends RefusedError {
  readonly row: number | undefined;
  readonly columns: readonly string[];
  constructor(problem: { code: RosterRefusalCode; text: Text; kind: RefusalKind; place: RefusalPlace }) {
    const field = problem.place.names?.[0];
    super({
      code: problem.code,
      text: problem.text,
      kind: problem.kind,
      cause: problem.place.cause,
      ...(field === undefined ? {} : { field }),
    });
    this.row = problem.place.row;
    this.columns = problem.place.names ?? [];
  }
}

export function refuseRoster(code: RosterRefusalCode, place: RefusalPlace = {}): RosterRefusedError {
  const kind =
    code === 'too-many-rows' || code === 'file-too-large' || code === 'workbook-bomb' ? 'too-large' : 'invalid';
  return new RosterRefusedError({ code, text: TEXTS[code](place), kind, place });
}

const TEXTS: Readonly<Record<RosterRefusalCode, (place: RefusalPlace) => Text>> = {
  'empty-roster': () => ({
    id: 'Daftar kosong: berkas tidak berisi satu pun baris pekerja di bawah judul kolom. Isi datanya lalu unggah lagi.',
    en: 'The roster is empty: the file has no worker row below the column headings. Fill it in and upload it again.',
  }),
  'no-header': ({ row }) => ({
    id: `Baris ${row ?? 1} bukan judul kolom. Baris pertama yang terisi harus memuat judul kolom dari templat: ${REQUIRED_COLUMN_LIST}. Hapus judul lain di atasnya; dari buku kerja Excel hanya lembar pertama yang dibaca.`,
    en: `Row ${row ?? 1} is not a header. The first filled row must hold the template's column headings: ${REQUIRED_COLUMN_LIST}. Remove other titles above it; of a workbook only the first sheet is read.`,
  }),
  'unknown-columns': ({ row, names, missing }) => ({
    id: `Baris ${row ?? 1}: kolom tidak dikenal: ${list(names)}.${missingToo(missing, 'Kolom wajib yang belum ada')} Pakai judul kolom dari templat atau hapus kolom itu.`,
    en: `Row ${row ?? 1}: unknown columns: ${list(names)}.${missingToo(missing, 'Required columns not found')} Use the template's headings or remove the column.`,
  }),
  'missing-columns': ({ row, names }) => ({
    id: `Baris ${row ?? 1}: kolom wajib tidak ada: ${list(names)}. Tambahkan kolom itu beserta isinya.`,
    en: `Row ${row ?? 1}: required columns are missing: ${list(names)}. Add them with their content.`,
  }),
  'repeated-columns': ({ row, names }) => ({
    id: `Baris ${row ?? 1}: kolom muncul lebih dari sekali: ${list(names)}. Sisakan satu saja.`,
    en: `Row ${row ?? 1}: columns that appear more than once: ${list(names)}. Keep one of each.`,
  }),
  'too-many-rows': ({ row, limit }) => ({
    id: `Baris ${row ?? 0}: daftar memuat lebih dari ${limit ?? MAX_ROWS} pekerja. Bagi menjadi beberapa usulan.`,
    en: `Row ${row ?? 0}: the roster has more than ${limit ?? MAX_ROWS} workers. Split it into several requests.`,
  }),
  'file-too-large': ({ limit }) => ({
    id: `Berkas lebih besar dari ${megabytes(limit)} MB. Bagi menjadi beberapa usulan.`,
    en: `The file is larger than ${megabytes(limit)} MB. Split it into several requests.`,
  }),
  'not-a-text-file': () => ({
    id: 'Berkas ini bukan CSV dan bukan buku kerja Excel (.xlsx). Simpan daftar sebagai CSV atau XLSX lalu unggah lagi.',
    en: 'This file is neither CSV nor an Excel workbook (.xlsx). Save the roster as CSV or XLSX and upload it again.',
  }),
  'broken-quotes': ({ row }) => ({
    id: `Baris ${row ?? 0}: ada tanda kutip (") yang tidak ditutup, atau satu baris terlalu panjang. Perbaiki tanda kutip di baris itu.`,
    en: `Row ${row ?? 0}: a quotation mark (") is never closed, or one row is far too long. Correct the quotation marks in that row.`,
  }),
  'workbook-protected': () => ({
    id: 'Buku kerja Excel ini memakai kata sandi. Simpan tanpa kata sandi lalu unggah lagi.',
    en: 'This Excel workbook is protected by a password. Save it without a password and upload it again.',
  }),
  'workbook-old-format': () => ({
    id: 'Ini buku kerja Excel format lama (.xls). Simpan sebagai .xlsx lalu unggah lagi.',
    en: 'This is an Excel workbook of the old format (.xls). Save it as .xlsx and upload it again.',
  }),
  'workbook-corrupt': () => ({
    id: 'Buku kerja Excel ini rusak atau tidak lengkap. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi.',
    en: 'This Excel workbook is damaged or incomplete. Open it in Excel, save it again as .xlsx and upload it again.',
  }),
  'workbook-bomb': ({ limit }) => ({
    id: `Isi buku kerja ini mengembang melebihi batas (seluruhnya ${megabytes(limit)} MB, seratus kali ukuran berkas, atau satu baris yang sangat panjang) dan tidak dibuka. Salin datanya ke templat kosong lalu unggah lagi.`,
    en: `The content of this workbook expands beyond the limits (${megabytes(limit)} MB in all, a hundred times the file, or one enormous row) and was not opened. Copy the data into an empty template and upload it again.`,
  }),
};

function list(names: readonly string[] | undefined): string {
  const all = names ?? [];
  const shown = all.slice(0, 20).join(', ');
  return all.length > 20 ? `${shown}, … (${all.length})` : shown;
}

function missingToo(missing: readonly string[] | undefined, words: string): string {
  return missing === undefined || missing.length === 0 ? '' : ` ${words}: ${list(missing)}.`;
}

function megabytes(bytes: number | undefined): number {
  return Math.round((bytes ?? 0) / (1024 * 1024));
}
