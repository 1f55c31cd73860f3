import { describeRemark } from './problems.ts';
import type { RosterHeader } from './columns.ts';
import type { BadRow } from './validate-row.ts';

/** Excel shows UTF-8 rightly only behind a byte order mark. */
const BYTE_ORDER_MARK = '\ufeff';
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
const LONG_NUMBER = /^\d{12,}$/;
const NEEDS_QUOTES = /[",;\r\n]/;

/**
 * The bad rows as CSV text, a line each: the officer's columns as written, then `alasan` (Indonesian) and `reason`
 * (English). Corrected, the file can be uploaded again as it is: both columns are ignored on reading.
 * A NIK gets a leading apostrophe so that opening the file in Excel does not turn it into a number.
 */
export async function* writeBadRowsCsv(
  header: Pick<RosterHeader, 'headings'>,
  rows: AsyncIterable<BadRow> | Iterable<BadRow>,
): AsyncGenerator<string> {
  const kept = header.headings
    .map((heading, index) => ({ heading, index }))
    .filter(({ heading }) => !isReason(heading));
  yield BYTE_ORDER_MARK + csvLine([...kept.map(({ heading }) => heading), 'alasan', 'reason']);
  for await (const row of rows) yield badRowLine(row, kept);
}

/** A cell that a spreadsheet will not take for a formula (leading apostrophe, OWASP's CSV injection advice). */
function safeCell(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}

/** One CSV line with CRLF, each cell made safe and quoted where needed. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(safeCell(cell))).join(',')}\r\n`;
}

function badRowLine(row: BadRow, kept: readonly { index: number }[]): string {
  const remarks = row.problems.map(describeRemark);
  const cells = kept
    .map(({ index }) => row.cells[index] ?? '')
    .map((cell) => (LONG_NUMBER.test(cell) ? `'${cell}` : cell));
  return csvLine([...cells, remarks.map(({ id }) => id).join(' | '), remarks.map(({ en }) => en).join(' | ')]);
}

function quoted(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function isReason(heading: string): boolean {
  return /^(alasan|reason)$/i.test(heading.trim());
}
