import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { streamXlsxRows } from 'hucre/xlsx';
import type { ExportField, ExportMapping } from '../../domain/configuration/files.ts';
import { BrokenError } from '../../domain/errors.ts';

/** What the checker needs of one exported row. Amounts are whole rupiah. */
export interface ExportedRow {
  readonly nik: string;
  readonly lineId: string | undefined;
  readonly jkk: number;
  readonly jkm: number;
  readonly jht: number;
}

/** A column that the mapping left out cannot be compared; amounts then count as zero and the sums tell. */
interface Positions {
  readonly nik: number;
  readonly rowId: number;
  readonly jkk: number;
  readonly jkm: number;
  readonly jht: number;
}

/** Finds the columns by the headings that really stand in the file. @throws BrokenError when the NIK column is missing */
function positionsOf(headings: readonly string[], mapping: ExportMapping): Positions {
  const at = (field: ExportField): number => {
    const column = mapping.columns.find((one) => one.kind === 'field' && one.field === field);
    return column === undefined ? -1 : headings.indexOf(column.header);
  };
  const nik = at('nik');
  if (nik < 0) throw new BrokenError('the export has no NIK column');
  return { nik, rowId: at('rowId'), jkk: at('jkk'), jkm: at('jkm'), jht: at('jht') };
}

function rowOf(cells: readonly string[], positions: Positions): ExportedRow {
  const amount = (index: number): number => (index < 0 ? 0 : Number(cells[index] === '' ? Number.NaN : cells[index]));
  return {
    nik: cells[positions.nik] ?? '',
    lineId: cells[positions.rowId],
    jkk: amount(positions.jkk),
    jkm: amount(positions.jkm),
    jht: amount(positions.jht),
  };
}

/** Reads the stored CSV by another library than the one that wrote it. */
export async function* readExportCsv(
  bytes: AsyncIterable<Uint8Array>,
  mapping: ExportMapping,
): AsyncGenerator<ExportedRow> {
  const parser = parse({ bom: true, relax_column_count: false });
  // A fault of the source destroys the parser, so that the loop below throws it.
  pipeline(Readable.from(bytes), parser, () => {});
  let positions: Positions | undefined;
  for await (const record of parser) {
    const cells = toTexts(record);
    if (positions === undefined) positions = positionsOf(cells, mapping);
    else yield rowOf(cells, positions);
  }
  if (positions === undefined) throw new BrokenError('the export is empty');
}

/** Reads the stored workbook; a number cell where the NIK should be text shows as digits that no longer match. */
export async function* readExportXlsx(bytes: Uint8Array, mapping: ExportMapping): AsyncGenerator<ExportedRow> {
  let positions: Positions | undefined;
  for await (const { values } of streamXlsxRows(bytes, { sheet: 0 })) {
    const cells = values.map((value) => (value === null ? '' : String(value)));
    if (positions === undefined) positions = positionsOf(cells, mapping);
    else yield rowOf(cells, positions);
  }
  if (positions === undefined) throw new BrokenError('the workbook is empty');
}

function toTexts(record: unknown): string[] {
  return Array.isArray(record) ? record.map(String) : [];
}
