import { programmeAmounts } from '../../domain/batch/tally.ts';
import type { LinePrice } from '../../domain/batch/tally.ts';
import type { ExportField, ExportMapping } from '../../domain/configuration/files.ts';
import { sumRupiah } from '../../domain/money/money.ts';
import type { Period } from '../../domain/period/period.ts';
import type { RosterRow } from '../../domain/roster/roster-row.ts';

/** One sealed line with the personal data that BPJS TK needs. */
export interface ExportLine {
  /** `<revisionId>-<row>`: names the line in the batch, so that answers find it again. */
  readonly lineId: string;
  readonly row: RosterRow;
  readonly price: LinePrice;
}

export interface ExportContext {
  readonly mapping: ExportMapping;
  readonly period: Period;
  /** Village code → name, kecamatan code → name. */
  readonly placeNames: ReadonlyMap<string, string>;
}

export type ExportCell = string | number;
type Column = ExportMapping['columns'][number];
type Format = Extract<Column, { kind: 'field' }>['format'];

export function lineIdOf(revisionId: string, row: number): string {
  return `${revisionId}-${row}`;
}

/** Makes the writer of one line's cells, in the mapping's column order. Amounts are whole rupiah over the period. */
export function createCellWriter(context: ExportContext): (line: ExportLine) => ExportCell[] {
  return (line) => context.mapping.columns.map((column) => cellOf(column, line, context));
}

function cellOf(column: Column, line: ExportLine, context: ExportContext): ExportCell {
  if (column.kind === 'constant') return column.value;
  const value = fieldOf(column.field, line, context);
  return value === undefined ? '' : formatted(value, column.format);
}

function formatted(value: ExportCell, format: Format): ExportCell {
  switch (format) {
    case 'text':
    case 'date-ymd':
      return String(value);
    case 'number':
      return Number(value);
    case 'date-dmy':
      return String(value).split('-').toReversed().join('-');
    case 'sex-letter':
      return value;
    case 'sex-words':
      return value === 'L' ? 'LAKI-LAKI' : 'PEREMPUAN';
  }
}

function fieldOf(field: ExportField, { lineId, row, price }: ExportLine, context: ExportContext) {
  const amounts = programmeAmounts(price);
  switch (field) {
    case 'rowId':
      return lineId;
    case 'namaDesa':
      return context.placeNames.get(row.kodeDesa);
    case 'namaKecamatan':
      return context.placeNames.get(row.kodeDesa.slice(0, 8));
    // Indonesian notation: a cell that begins with + would be taken for a formula.
    case 'noHp':
      return row.noHp?.replace(/^\+62/, '0');
    case 'programmes':
      return Object.keys(amounts).join('+');
    case 'firstMonth':
      return context.period.firstMonth;
    case 'months':
      return context.period.months;
    case 'jkk':
      return amounts.JKK ?? 0;
    case 'jkm':
      return amounts.JKM ?? 0;
    case 'jht':
      return amounts.JHT ?? 0;
    case 'total':
      return sumRupiah(Object.values(amounts));
    case 'nik':
    case 'nama':
    case 'tempatLahir':
    case 'tanggalLahir':
    case 'jenisKelamin':
    case 'namaIbuKandung':
    case 'alamat':
    case 'kodeDesa':
    case 'pekerjaan':
    case 'penghasilan':
    case 'email':
      return row[field];
  }
}
