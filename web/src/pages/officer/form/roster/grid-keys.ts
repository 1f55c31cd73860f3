import type { KeyboardEvent } from 'react';

export const cellId = (rowNumber: number, index: number): string => `cell-${rowNumber}-${index}`;

interface Cell {
  readonly rowNumber: number;
  readonly index: number;
  /** Goes so many rows on, in this column. @returns whether there is such a row */
  readonly onLeave: (by: number, index: number) => boolean;
}

/**
 * As in a spreadsheet: up, down and Enter (with Shift: back) go from row to row; left and right go on to the next cell
 * from either end of the text. @returns whether the key led elsewhere
 */
export function moved(event: KeyboardEvent, { rowNumber, index, onLeave }: Cell): boolean {
  const rows = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  if (rows !== undefined) return onLeave(rows, index);
  const columns = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (columns === undefined || event.shiftKey || !isAtEnd(event.target, columns)) return false;
  const next = document.getElementById(cellId(rowNumber, index + columns));
  next?.focus();
  return next !== null;
}

function isAtEnd(target: EventTarget, by: number): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  const { selectionStart, selectionEnd, value } = target;
  const end = by < 0 ? 0 : value.length;
  const isWhole = selectionStart === 0 && selectionEnd === value.length;
  return isWhole || (selectionStart === end && selectionEnd === end);
}
