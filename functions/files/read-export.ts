import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { streamXlsxRows } from 'hucre/xlsx';
import type { ExportField, ExportMapping } from '../../domain/configuration/files.ts';
import { BrokenError } from '../../domain/errors.ts';

const AMOUNT_FIELDS = ['jkk', 'jkm', 'jht', 'total'] as const;
export type AmountField = (typeof AMOUNT_FIELDS)[number];

/** What the checker needs of one exported row. Amounts are whole rupiah; those the mapping leaves out are not there. */
export interface ExportedRow {
  readonly nik: string;
  readonly amounts: Readonly<Partial<Record<AmountField, number>>>;
  /** Village code; undefined when the mapping leaves it out. */
  readonly village?: string | undefined;
}

interface Positions {
  readonly nik: number;
  readonly amounts: readonly { readonly field: AmountField; readonly index: number }[];
  readonly village: number | undefined;
}

/** Finds the columns by the headings that really stand in the file. @throws BrokenError when a mapped one is missing */
function positionsOf(headings: readonly string[], mapping: ExportMapping): Positions {
  const headerOf = (field: ExportField): string | undefined =>
    mapping.columns.find((one) => one.kind === 'field' && one.field === field)?.header;
  const at = (header: string): number => {
    const index = headings.indexOf(header);
    if (index < 0) throw new BrokenError(`the export has no column ${header}`);
    return index;
  };
  const amounts = AMOUNT_FIELDS.flatMap((field) => {
    const header = headerOf(field);
    return header === undefined ? [] : [{ field, index: at(header) }];
  });
  const village = headerOf('kodeDesa');
  return { nik: at(headerOf('nik') ?? 'nik'), amounts, village: village === undefined ? undefined : at(village) };
}

function rowOf(cells: readonly string[], positions: Positions): ExportedRow {
  const amounts: Partial<Record<AmountField, number>> = {};
  // An empty cell is no amount: NaN never agrees with anything.
  for (const { field, index } of positions.amounts) amounts[field] = Number(cells[index] || 'missing');
  const village = positions.village === undefined ? undefined : cells[positions.village];
  return { nik: cells[positions.nik] ?? '', amounts, village };
}

/** Reads the stored CSV by another library than the one that wrote it. */
export async function* readExportCsv(
  bytes: AsyncIterable<Uint8Array>,
  mapping: ExportMapping,
): AsyncGenerator<ExportedRow> {
  const parser = parse({ bom: true });
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

/** Reads the stored workbook; a NIK that became a number has lost digits and agrees with no worker. */
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
