import { readHeader } from '../../../../../domain/roster/columns.ts';
import { RosterRefusedError } from '../../../../../domain/roster/refusals.ts';
import { ROSTER_COLUMNS } from '../../../../../domain/roster/template.ts';

type Rows = readonly (readonly string[])[];

/** Cells that a spreadsheet has put on the clipboard: tabs between them, quotes around those with line breaks. */
export function readClipboard(text: string): Rows {
  const rows: string[][] = [];
  let row: string[] = [];
  const CELL = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  while (CELL.lastIndex < text.length) {
    const [, quoted, plain = '', end] = CELL.exec(text) ?? [];
    // A quotation mark in the middle of nowhere: the rest is one cell as it stands.
    if (end === undefined) return [...rows, [...row, text.slice(CELL.lastIndex)]];
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\t') continue;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push([...row, '']);
  return rows;
}

export interface PastePlace {
  /** Where the cursor stood. */
  readonly row: number;
  readonly column: number;
}

/**
 * The grid with pasted cells in it: in the template's columns when they come with their headings, else from the cursor
 * on to the right and down.
 */
export function pasteInto(grid: Rows, cells: Rows, place: PastePlace): string[][] {
  const { rows, left } = inOrder(cells, place.column);
  const result = grid.map((row) => [...row]);
  rows.forEach((pasted, down) => {
    const target = (result[place.row + down] ??= emptyRow());
    pasted.forEach((cell, right) => {
      if (left + right < ROSTER_COLUMNS.length) target[left + right] = cell.trim();
    });
  });
  return Array.from(result, (row) => row ?? emptyRow());
}

/** The grid with one cell as typed. */
export function typeInto(grid: Rows, value: string, { row, column }: PastePlace): string[][] {
  const length = Math.max(grid.length, row + 1);
  return Array.from({ length }, (_, at) => {
    const cells = grid[at] ?? emptyRow();
    return at === row
      ? ROSTER_COLUMNS.map((_name, index) => (index === column ? value : (cells[index] ?? '')))
      : [...cells];
  });
}

export const emptyRow = (): string[] => ROSTER_COLUMNS.map(() => '');

function inOrder(cells: Rows, column: number): { rows: Rows; left: number } {
  const [heading = [], ...rest] = cells;
  try {
    const { positions } = readHeader({ rowNumber: 1, cells: heading });
    return { left: 0, rows: rest.map((row) => ROSTER_COLUMNS.map((name) => row[positions[name]] ?? '')) };
  } catch (error) {
    if (error instanceof RosterRefusedError) return { rows: cells, left: column };
    throw error;
  }
}
