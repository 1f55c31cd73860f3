import { readHeader } from '../../../../../../domain/roster/columns.ts';
import { RosterRefusedError } from '../../../../../../domain/roster/refusals.ts';
import { ROSTER_COLUMNS } from '../../../../../../domain/roster/template.ts';

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

export interface Pasted {
  readonly rows: Rows;
  /** The column in which they begin. */
  readonly left: number;
}

/** In the template's columns when the cells come with their headings, else from the cursor's column on to the right. */
export function inTemplateOrder(cells: Rows, column: number): Pasted {
  const [heading = [], ...rest] = cells;
  try {
    const { positions } = readHeader({ rowNumber: 1, cells: heading });
    return { left: 0, rows: rest.map((row) => ROSTER_COLUMNS.map((name) => row[positions[name]] ?? '')) };
  } catch (error) {
    if (error instanceof RosterRefusedError) return { rows: cells, left: column };
    throw error;
  }
}

/** The grid with pasted cells in it, from this row on down. */
export function pasteInto(grid: Rows, { rows, left }: Pasted, from: number): string[][] {
  const result = grid.map((row) => [...row]);
  rows.forEach((pasted, down) => {
    const target = (result[from + down] ??= emptyRow());
    pasted.forEach((cell, right) => {
      if (left + right < ROSTER_COLUMNS.length) target[left + right] = cell.trim();
    });
  });
  return Array.from(result, (row) => row ?? emptyRow());
}

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** The grid with one cell as typed. */
export function typeInto(grid: Rows, value: string, { row, column }: CellPlace): string[][] {
  const length = Math.max(grid.length, row + 1);
  return Array.from({ length }, (_, at) => {
    const cells = grid[at] ?? emptyRow();
    return at === row
      ? ROSTER_COLUMNS.map((_name, index) => (index === column ? value : (cells[index] ?? '')))
      : [...cells];
  });
}

export const emptyRow = (): string[] => ROSTER_COLUMNS.map(() => '');
