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
    const at = (column: RosterColumn): CellPlace => {
      const position = positions[column];
      place.cell = position < 0 ? undefined : raw.cells[position];
      place.column = column;
      place.report = report;
      return place;
    };

    const nik = readNik(at('nik'));
    if (nik !== undefined) checkFirst(nik, report, firstRows);
    const nama = readName(at('nama'), MAX_LENGTH.nama);
    const tempatLahir = readText(at('tempat_lahir'), MAX_LENGTH.tempatLahir);
    const tanggalLahir = readDateCell(at('tanggal_lahir'), rules.today, true);
    const jenisKelamin = readSex(at('jenis_kelamin'));
    const namaIbuKandung = readName(at('nama_ibu_kandung'), MAX_LENGTH.namaIbuKandung);
    const alamat = readText(at('alamat'), MAX_LENGTH.alamat);
    const kodeDesa = readVillage(at('kode_desa'), rules);
    const written = readText(at('pekerjaan'), MAX_LENGTH.pekerjaan);
    const sektor = readSector(at('sektor'));
    const optional = readOptional(at, rules.today);
    if (raw.cells.length > header.headings.length) checkExtraCells(raw, header, report);

    if (
      report.problems.length > 0 ||
      nik === undefined ||
      nama === undefined ||
      tempatLahir === undefined ||
      tanggalLahir === undefined ||
      jenisKelamin === undefined ||
      namaIbuKandung === undefined ||
      alamat === undefined ||
      kodeDesa === undefined ||
      written === undefined ||
      sektor === undefined
    ) {
      return { kind: 'bad', rowNumber: raw.rowNumber, problems: report.problems, cells: raw.cells.map(String) };
    }
    const code = occupationCode(written);
    if (code === undefined) report.warn('pekerjaan', 'occupation-not-listed', written);
    if (nikSex(nik) !== jenisKelamin) report.warn('jenis_kelamin', 'nik-sex-differs', jenisKelamin);
    const row: RosterRow = {
      rowNumber: raw.rowNumber,
      nik,
      nama,
      tempatLahir,
      tanggalLahir,
      jenisKelamin,
      namaIbuKandung,
      alamat,
      kodeDesa,
      pekerjaan: code ?? written,
      sektor,
    };
    return { kind: 'good', row: Object.assign(row, optional), warnings: report.warnings };
  };
}

type OptionalPart = Pick<RosterRow, 'penghasilan' | 'desilDtsen' | 'tanggalDtsen' | 'noHp' | 'email'>;

function readOptional(at: (column: RosterColumn) => CellPlace, today: string): OptionalPart {
  const part: OptionalPart = {};
  const penghasilan = readIncome(at('penghasilan'));
  if (penghasilan !== undefined) part.penghasilan = penghasilan;
  const desilDtsen = readDecile(at('desil_dtsen'));
  if (desilDtsen !== undefined) part.desilDtsen = desilDtsen;
  const tanggalDtsen = readDateCell(at('tanggal_dtsen'), today, false);
  if (tanggalDtsen !== undefined) part.tanggalDtsen = tanggalDtsen;
  const noHp = readPhone(at('no_hp'));
  if (noHp !== undefined) part.noHp = noHp;
  const email = readEmail(at('email'), MAX_LENGTH.email);
  if (email !== undefined) part.email = email;
  return part;
}

function checkFirst(nik: Nik, report: RowReport, firstRows: NikRows): void {
  const firstRow = firstRows.firstRowOf(nik, report.rowNumber);
  if (firstRow !== report.rowNumber) report.problem('nik', 'nik-duplicate', { firstRow, value: nik });
}

function checkExtraCells(raw: RawRow, header: RosterHeader, report: RowReport): void {
  if (!raw.cells.slice(header.headings.length).every(isBlank)) report.problem(null, 'extra-cells');
}
