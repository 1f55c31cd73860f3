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

/** What a price says in the amount columns; worked out once for the thousands of lines that share it. */
interface PriceCells {
  readonly programmes: string;
  readonly jkk: number;
  readonly jkm: number;
  readonly jht: number;
  readonly total: number;
}

type Read = (line: ExportLine, price: PriceCells) => ExportCell | undefined;

export function lineIdOf(revisionId: string, row: number): string {
  return `${revisionId}-${row}`;
}

/** Makes the writer of one line's cells, in the mapping's column order. Amounts are whole rupiah over the period. */
export function createCellWriter(context: ExportContext): (line: ExportLine) => ExportCell[] {
  const columns = context.mapping.columns.map((column) => readerOf(column, context));
  const prices = new WeakMap<LinePrice, PriceCells>();
  return (line) => {
    const price = prices.get(line.price) ?? priceCells(line.price);
    prices.set(line.price, price);
    return columns.map((read) => read(line, price) ?? '');
  };
}

function priceCells(price: LinePrice): PriceCells {
  const amounts = programmeAmounts(price);
  return {
    programmes: Object.keys(amounts).join('+'),
    jkk: amounts.JKK ?? 0,
    jkm: amounts.JKM ?? 0,
    jht: amounts.JHT ?? 0,
    total: sumRupiah(Object.values(amounts)),
  };
}

function readerOf(column: Column, context: ExportContext): Read {
  if (column.kind === 'constant') return () => column.value;
  const read = fieldReader(column.field, context);
  const format = formatter(column.format);
  return (line, price) => {
    const value = read(line, price);
    return value === undefined ? undefined : format(value);
  };
}

function formatter(format: Format): (value: ExportCell) => ExportCell {
  switch (format) {
    case 'text':
    case 'date-ymd':
      return String;
    case 'number':
      return Number;
    case 'date-dmy':
      return (value) => String(value).split('-').toReversed().join('-');
    case 'sex-letter':
      return (value) => value;
    case 'sex-words':
      return (value) => (value === 'L' ? 'LAKI-LAKI' : 'PEREMPUAN');
  }
}

function fieldReader(field: ExportField, { period, placeNames }: ExportContext): Read {
  switch (field) {
    case 'rowId':
      return ({ lineId }) => lineId;
    case 'namaDesa':
      return ({ row }) => placeNames.get(row.kodeDesa);
    case 'namaKecamatan':
      return ({ row }) => placeNames.get(row.kodeDesa.slice(0, 8));
    // Indonesian notation: a cell that begins with + would be taken for a formula.
    case 'noHp':
      return ({ row }) => row.noHp?.replace(/^\+62/, '0');
    case 'firstMonth':
      return () => period.firstMonth;
    case 'months':
      return () => period.months;
    case 'programmes':
    case 'jkk':
    case 'jkm':
    case 'jht':
    case 'total':
      return (_line, price) => price[field];
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
      return ({ row }) => row[field];
  }
}
