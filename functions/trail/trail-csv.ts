import { csvLine } from '../../domain/roster/write-bad-rows.ts';
import { trailRowSchema } from './trail-row.ts';
import type { TrailRow } from './trail-row.ts';

const COLUMNS = trailRowSchema.keyof().options;

/** The heading of a trail's file; Excel shows UTF-8 rightly only behind a byte order mark. */
export const trailHeading = `\ufeff${csvLine(COLUMNS)}`;

/** Rows as CSV (UTF-8, comma, CRLF); no cell can become a formula. */
export function trailCsv(rows: readonly TrailRow[]): string {
  return rows.map((row) => csvLine(COLUMNS.map((column) => String(row[column] ?? '')))).join('');
}
