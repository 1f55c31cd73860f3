import { streamXlsxRows } from 'hucre/xlsx';
import type { CellValue } from 'hucre';
import { isBlank } from './cell-text.ts';
import { checkRowLengths } from './check-row-lengths.ts';
import { checkZip } from './check-zip.ts';
import { MAX_XLSX_BYTES, RosterRefusedError, refuseRoster } from './refusals.ts';
import type { Cell, RawRow } from './roster-row.ts';

const BATCH_ROWS = 500;
/** Excel has 16,384 columns; a row this wide is no roster's. */
const MAX_CELLS = 200;

/**
 * Reads the first sheet of a workbook. Date cells become `YYYY-MM-DD`, number cells stay numbers (a NIK that Excel keeps
 * as a number must be told from text), blank rows are left out; `rowNumber` is Excel's.
 * The file is held in memory, at most `MAX_XLSX_BYTES`, and checked for zip bombs before anything is inflated.
 * @throws RosterRefusedError `workbook-corrupt`, `workbook-bomb`, `workbook-protected`, `file-too-large`.
 */
export async function* readXlsx(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly RawRow[]> {
  const bytes = await collect(chunks);
  if (bytes.length < 22) throw refuseRoster('workbook-corrupt');
  const largeSheets = checkZip(bytes);
  try {
    for (const sheet of largeSheets) await checkRowLengths(sheet);
    yield* readRows(bytes);
  } catch (error) {
    throw asRefusal(error);
  }
}

async function* readRows(bytes: Uint8Array): AsyncGenerator<readonly RawRow[]> {
  let batch: RawRow[] = [];
  for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0 })) {
    const cells = toCells(values);
    if (cells.length > 0) batch.push({ rowNumber: index + 1, cells });
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Empty cells at the end are dropped, so a blank row has none. */
function toCells(values: readonly CellValue[]): Cell[] {
  const cells = values.slice(0, MAX_CELLS).map(toCell);
  while (cells.length > 0 && isBlank(cells.at(-1))) cells.pop();
  return cells;
}

function toCell(value: CellValue): Cell {
  if (value === null) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '#DATE!' : value.toISOString().slice(0, 10);
  return typeof value === 'boolean' ? String(value).toUpperCase() : value;
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MAX_XLSX_BYTES) throw refuseRoster('file-too-large', { limit: MAX_XLSX_BYTES });
    parts.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Whatever a damaged archive or its XML makes the reader throw, the officer's answer is the same. */
function asRefusal(error: unknown): RosterRefusedError {
  return error instanceof RosterRefusedError ? error : refuseRoster('workbook-corrupt', { cause: error });
}
