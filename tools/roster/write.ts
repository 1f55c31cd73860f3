import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import type { CellValue } from 'hucre';
import { ROSTER_COLUMNS } from '../../domain/roster/template.ts';
import { generateRoster } from './generate.ts';
import type { RosterOrder } from './generate.ts';

const LINES_PER_CHUNK = 500;
const BIRTH_DATE = ROSTER_COLUMNS.indexOf('tanggal_lahir');

/** Writes the roster to `file`; `.xlsx` gives a workbook with real date cells, anything else a CSV. Streams throughout. */
export async function writeRosterFile(file: string, order: RosterOrder): Promise<void> {
  const source = file.toLowerCase().endsWith('.xlsx')
    ? writeXlsxStream(sheetRows(order), { name: 'Daftar' })
    : csvChunks(order);
  await pipeline(Readable.from(source), createWriteStream(file));
}

function* csvChunks(order: RosterOrder): Generator<string> {
  let lines = [csvLine(ROSTER_COLUMNS)];
  for (const { cells } of generateRoster(order)) {
    lines.push(csvLine(cells));
    if (lines.length < LINES_PER_CHUNK) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

/** Plain quoting: what Excel would write, including cells that Excel would take for formulas. */
function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

function* sheetRows(order: RosterOrder): Generator<CellValue[]> {
  yield [...ROSTER_COLUMNS];
  for (const { cells } of generateRoster(order)) {
    yield cells.map((cell, index) => (cell === '' ? null : index === BIRTH_DATE ? asDate(cell) : cell));
  }
}

/** A date cell where the text is a date that exists; mistakes stay text, as they do in Excel. */
function asDate(cell: string): CellValue {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(cell);
  if (parts === null) return cell;
  const [day, month, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? date : cell;
}
