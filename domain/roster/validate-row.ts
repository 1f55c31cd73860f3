import { nikSex } from '../nik/nik.ts';
import type { Nik } from '../nik/nik.ts';
import {
  readDateCell,
  readDecile,
  readEmail,
  readIncome,
  readName,
  readNik,
  readPhone,
  readSector,
  readSex,
  readText,
  readVillage,
} from './cell-readers.ts';
import type { CellPlace, VillageRules } from './cell-readers.ts';
import { isBlank } from './cell-text.ts';
import type { RosterHeader } from './columns.ts';
import { NikRows } from './nik-rows.ts';
import { createOccupationLookup } from './occupations.ts';
import type { RowProblem, RowWarning } from './problems.ts';
import { MAX_LENGTH } from './roster-row.ts';
import type { Occupation, RawRow, RosterRow } from './roster-row.ts';
import { RowReport } from './row-report.ts';
import type { RosterColumn } from './template.ts';

/** What a roster is judged against. */
export interface RosterRules extends VillageRules {
  /** The local calendar day, `YYYY-MM-DD`. */
  readonly today: string;
  readonly occupations: Iterable<Occupation>;
}

export interface GoodRow {
  readonly kind: 'good';
  readonly row: RosterRow;
  readonly warnings: readonly RowWarning[];
}

export interface BadRow {
  readonly kind: 'bad';
  readonly rowNumber: number;
  /** At least one. */
  readonly problems: readonly RowProblem[];
  /** The row as written, for the file that goes back to the officer. */
  readonly cells: readonly string[];
}

type Place = (column: RosterColumn) => CellPlace;
type RequiredPart = Omit<RosterRow, 'rowNumber' | keyof OptionalPart>;
type OptionalPart = Pick<RosterRow, 'penghasilan' | 'desilDtsen' | 'tanggalDtsen' | 'noHp' | 'email'>;
type Partly<Part> = { [Key in keyof Part]-?: Part[Key] | undefined };

/**
 * Judges rows of one file, in order, and remembers their NIKs: the first occurrence of a NIK may be good, every later
 * one is bad and names the first one's row. The first counts even when it is bad itself: which of the two rows is
 * right is the officer's to say.
 */
export function createRowValidator(header: RosterHeader, rules: RosterRules): (raw: RawRow) => GoodRow | BadRow {
  const firstRows = new NikRows();
  const occupationCode = createOccupationLookup(rules.occupations);
  const { positions } = header;
  // One for all cells: 15 small objects a row are a tenth of the time that judging takes.
  const place: CellPlace = { cell: undefined, column: 'nik', report: new RowReport(0) };

  return (raw) => {
    const report = new RowReport(raw.rowNumber);
    place.report = report;
    const at: Place = (column) => {
      const position = positions[column];
      place.cell = position < 0 ? undefined : raw.cells[position];
      place.column = column;
      return place;
    };
    const part = readRequired(at, rules);
    const optional = readOptional(at, rules.today);
    if (part.nik !== undefined) checkFirst(part.nik, report, firstRows);
    if (raw.cells.length > header.headings.length) checkExtraCells(raw, header, report);
    if (report.problems.length > 0 || !isComplete(part)) {
      return { kind: 'bad', rowNumber: raw.rowNumber, problems: report.problems, cells: raw.cells.map(String) };
    }
    const code = occupationCode(part.pekerjaan);
    if (code === undefined) report.warn('pekerjaan', 'occupation-not-listed', part.pekerjaan);
    else part.pekerjaan = code;
    if (nikSex(part.nik) !== part.jenisKelamin) report.warn('jenis_kelamin', 'nik-sex-differs', part.jenisKelamin);
    return { kind: 'good', row: join(raw.rowNumber, part, optional), warnings: report.warnings };
  };
}

/** Key by key: this runs once a row, and Object.assign takes as long as reading five cells. */
function join(rowNumber: number, part: RequiredPart, optional: Partly<OptionalPart>): RosterRow {
  const row: RosterRow = {
    rowNumber,
    nik: part.nik,
    nama: part.nama,
    tempatLahir: part.tempatLahir,
    tanggalLahir: part.tanggalLahir,
    jenisKelamin: part.jenisKelamin,
    namaIbuKandung: part.namaIbuKandung,
    alamat: part.alamat,
    kodeDesa: part.kodeDesa,
    pekerjaan: part.pekerjaan,
    sektor: part.sektor,
  };
  // Absent values leave no key behind, so that a stored row holds what the officer wrote and nothing else.
  if (optional.penghasilan !== undefined) row.penghasilan = optional.penghasilan;
  if (optional.desilDtsen !== undefined) row.desilDtsen = optional.desilDtsen;
  if (optional.tanggalDtsen !== undefined) row.tanggalDtsen = optional.tanggalDtsen;
  if (optional.noHp !== undefined) row.noHp = optional.noHp;
  if (optional.email !== undefined) row.email = optional.email;
  return row;
}

function readRequired(at: Place, rules: RosterRules): Partly<RequiredPart> {
  return {
    nik: readNik(at('nik')),
    nama: readName(at('nama'), MAX_LENGTH.nama),
    tempatLahir: readText(at('tempat_lahir'), MAX_LENGTH.tempatLahir),
    tanggalLahir: readDateCell(at('tanggal_lahir'), rules.today, true),
    jenisKelamin: readSex(at('jenis_kelamin')),
    namaIbuKandung: readName(at('nama_ibu_kandung'), MAX_LENGTH.namaIbuKandung),
    alamat: readText(at('alamat'), MAX_LENGTH.alamat),
    kodeDesa: readVillage(at('kode_desa'), rules),
    pekerjaan: readText(at('pekerjaan'), MAX_LENGTH.pekerjaan),
    sektor: readSector(at('sektor')),
  };
}

function readOptional(at: Place, today: string): Partly<OptionalPart> {
  return {
    penghasilan: readIncome(at('penghasilan')),
    desilDtsen: readDecile(at('desil_dtsen')),
    tanggalDtsen: readDateCell(at('tanggal_dtsen'), today, false),
    noHp: readPhone(at('no_hp')),
    email: readEmail(at('email'), MAX_LENGTH.email),
  };
}

/** A value is missing only together with a problem; the compiler needs to be told. */
function isComplete(part: Partly<RequiredPart>): part is RequiredPart {
  return (
    part.nik !== undefined &&
    part.nama !== undefined &&
    part.tempatLahir !== undefined &&
    part.tanggalLahir !== undefined &&
    part.jenisKelamin !== undefined &&
    part.namaIbuKandung !== undefined &&
    part.alamat !== undefined &&
    part.kodeDesa !== undefined &&
    part.pekerjaan !== undefined &&
    part.sektor !== undefined
  );
}

function checkFirst(nik: Nik, report: RowReport, firstRows: NikRows): void {
  const firstRow = firstRows.firstRowOf(nik, report.rowNumber);
  if (firstRow !== report.rowNumber) report.problem('nik', 'nik-duplicate', { firstRow, value: nik });
}

function checkExtraCells(raw: RawRow, header: RosterHeader, report: RowReport): void {
  if (!raw.cells.slice(header.headings.length).every(isBlank)) report.problem(null, 'extra-cells');
}
