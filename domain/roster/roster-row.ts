import * as z from 'zod';
import { nikSchema } from '../nik/nik.ts';

const localDateSchema = z.iso.date();

/** Longest text a cell may hold after normalisation, in UTF-16 units. */
export const MAX_LENGTH = { nama: 100, tempatLahir: 60, namaIbuKandung: 100, alamat: 250, pekerjaan: 80, email: 120 };

/** Whole rupiah a month; a larger number in the cell is a slip, not an income. */
export const MAX_INCOME = 1_000_000_000;

/** One worker as the roster states it, normalised. It decides nothing about eligibility. */
export const rosterRowSchema = z.strictObject({
  /** The row in the officer's file as Excel numbers it; the header is usually row 1. */
  rowNumber: z.int().min(1),
  nik: nikSchema,
  nama: z.string().min(1).max(MAX_LENGTH.nama),
  tempatLahir: z.string().min(1).max(MAX_LENGTH.tempatLahir),
  tanggalLahir: localDateSchema,
  jenisKelamin: z.enum(['L', 'P']),
  namaIbuKandung: z.string().min(1).max(MAX_LENGTH.namaIbuKandung),
  alamat: z.string().min(1).max(MAX_LENGTH.alamat),
  /** Dotted Kemendagri code of a desa or kelurahan: `14.10.01.2001`. */
  kodeDesa: z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/),
  /** The code of a configured occupation, or the officer's own words when none matches (a warning goes with it). */
  pekerjaan: z.string().min(1).max(MAX_LENGTH.pekerjaan),
  sektor: z.enum(['transportasi', 'lainnya']),
  /** Whole rupiah a month. */
  penghasilan: z.int().min(0).max(MAX_INCOME).optional(),
  desilDtsen: z.int().min(1).max(10).optional(),
  tanggalDtsen: localDateSchema.optional(),
  /** `+628…` */
  noHp: z.string().max(20).optional(),
  email: z.string().max(MAX_LENGTH.email).optional(),
});
export type RosterRow = z.infer<typeof rosterRowSchema>;

/** Excel hands numbers over as numbers; everything else arrives as text. */
export type Cell = string | number;

/** A row as the file holds it, before any rule. */
export interface RawRow {
  readonly rowNumber: number;
  readonly cells: readonly Cell[];
}

/** A configured occupation; `names` are the words that officers use for it. */
export interface Occupation {
  readonly code: string;
  readonly names: readonly string[];
}
