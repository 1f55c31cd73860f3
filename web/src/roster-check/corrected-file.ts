import type { RosterHeader } from '../../../domain/roster/columns.ts';
import { readDate } from '../../../domain/roster/dates.ts';
import type { Cell, RawRow } from '../../../domain/roster/roster-row.ts';
import { csvLine } from '../../../domain/roster/write-bad-rows.ts';

/** Excel shows UTF-8 rightly only behind a byte order mark. */
export const BYTE_ORDER_MARK = '\ufeff';

export interface CorrectedFile {
  readonly add: (raw: RawRow, header: RosterHeader) => void;
  readonly file: () => Blob;
}

/** Writes all rows of a roster as CSV again, each in the place it had, so that row numbers stay the officer's. */
export function openCorrectedFile(today: string): CorrectedFile {
  const parts: string[] = [];
  let next = 0;
  return {
    add: ({ rowNumber, cells }, header) => {
      if (parts.length === 0) {
        parts.push(BYTE_ORDER_MARK, '\r\n'.repeat(header.rowNumber - 1), csvLine(header.headings));
        next = header.rowNumber + 1;
      }
      parts.push('\r\n'.repeat(Math.max(0, rowNumber - next)));
      parts.push(csvLine(cells.map((cell, index) => textOf(cell, index, { header, today }))));
      next = rowNumber + 1;
    },
    file: () => new Blob(parts, { type: 'text/csv' }),
  };
}

interface Place {
  readonly header: RosterHeader;
  readonly today: string;
}

/**
 * Numbers of a workbook as text that is judged the same: a NIK that Excel kept as a number must stay one that nobody
 * can trust, and a day that lost its format is still a day.
 */
function textOf(cell: Cell, index: number, { header: { positions }, today }: Place): string {
  if (typeof cell === 'string') return cell;
  if (index === positions.nik) return cell.toExponential();
  if (index !== positions.tanggal_lahir && index !== positions.tanggal_dtsen) return String(cell);
  const reading = readDate(cell, today);
  return 'date' in reading ? reading.date : String(cell);
}
