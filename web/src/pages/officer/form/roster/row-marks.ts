import { columnOf } from '../../../../../../domain/roster/row-cells.ts';
import type { Format } from '../../../../format/open-format.ts';
import { cellInWords } from './cell-in-words.ts';
import type { Comparison } from '../use-roster-check.ts';

/** How a row of a revision stands out in the grid. */
export interface RowMark {
  readonly kind: 'added' | 'changed';
  /** What the changed columns said before. */
  readonly before: ReadonlyMap<string, string>;
}

/** By row number; rows that say the same as in the revision before have none. */
export function marksOf(comparison: Comparison, format: Format): ReadonlyMap<number, RowMark> {
  if (comparison === undefined || comparison === 'comparing') return new Map();
  return new Map(
    comparison.changes.flatMap(({ kind, row, cells }) => {
      if (kind === 'removed') return [];
      const before = cells.map((cell) => [columnOf(cell.field), cellInWords(cell.field, cell.before, format)] as const);
      return [[row, { kind, before: new Map(before) }] as const];
    }),
  );
}
