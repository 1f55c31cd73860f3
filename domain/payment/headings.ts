import { RefusedError } from '../errors.ts';
import type { AnswerCell } from './answer-cells.ts';

/** Case, spaces and punctuation do not tell headings apart. */
function headingKey(heading: AnswerCell): string {
  return String(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The headings under which each column may stand. */
export type Headings<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** Whether a column of that name stands there. */
export function hasHeading(cells: readonly AnswerCell[], headings: readonly string[]): boolean {
  const keys = new Set(headings.map(headingKey));
  return cells.some((cell) => keys.has(headingKey(cell)));
}

/**
 * Where each column stands. Files from outside hold more columns than we read; unknown ones are passed over.
 * @throws RefusedError `answers-column-twice`
 */
export function locateColumns<Column extends string>(
  cells: readonly AnswerCell[],
  names: readonly Column[],
  headings: Headings<Column>,
): Partial<Record<Column, number>> {
  const columns: Partial<Record<Column, number>> = {};
  for (const [index, cell] of cells.entries()) {
    const column = names.find((name) => hasHeading([cell], headings[name]));
    if (column === undefined) continue;
    if (columns[column] !== undefined) throw columnTwice(String(cell));
    columns[column] = index;
  }
  return columns;
}

function columnTwice(heading: string): RefusedError {
  return new RefusedError({
    code: 'answers-column-twice',
    field: heading,
    text: { id: `Kolom "${heading}" ada lebih dari satu.`, en: `There is more than one column "${heading}".` },
  });
}

/** `kind` of file as people call it; `allowed`: the headings, any of which would do. */
export function columnMissing(kind: { id: string; en: string }, allowed: readonly string[]): RefusedError {
  const list = allowed.join(' / ');
  return new RefusedError({
    code: 'answers-column-missing',
    field: list,
    text: {
      id: `${kind.id} tidak memuat kolom ${list}. Tambahkan kolom itu beserta isinya.`,
      en: `${kind.en} has no column ${list}. Add it with its content.`,
    },
  });
}
