import type { Cell } from './roster-row.ts';

/** Printable ASCII with single inner spaces: nearly every cell, and nothing to do for it. */
const ALREADY_CLEAN = /^(?:[!-&(-~][!-~]*(?: [!-~]+)*)?$/;
/** Control and format characters other than white space: NUL, zero-width joiners, BOM, soft hyphen, bidi marks. */
const INVISIBLE = /(?![\t-\r])[\p{Cc}\p{Cf}]/gu;
/** An apostrophe that Excel users type, and this system writes, to keep a cell text. */
const TEXT_MARK = /^'(?=[=+\-@\d])/;
/** Words for "nothing" in optional and required cells alike. */
const PLACEHOLDERS = new Set(['', '-', '--', '.', 'n/a', '#n/a', 'null']);

/** The cell as normalised text: NFC, no invisible characters, single spaces, trimmed; placeholders become empty. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = ALREADY_CLEAN.test(cell) ? cell : clean(cell);
  return text.length <= 4 && PLACEHOLDERS.has(text.toLowerCase()) ? '' : text;
}

/** True when nothing but white space and invisible characters is there. */
export function isBlank(cell: Cell | undefined): boolean {
  if (cell === undefined || cell === '') return true;
  if (typeof cell === 'number') return false;
  const first = cell.charCodeAt(0);
  return first > 39 && first < 127 ? false : clean(cell) === '';
}

function clean(cell: string): string {
  return cell.replace(INVISIBLE, '').normalize('NFC').replace(/\s+/g, ' ').trim().replace(TEXT_MARK, '');
}
