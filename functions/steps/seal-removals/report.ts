import type { RemovedLine } from '../../../domain/request/chunks.ts';
import { csvLine } from '../../../domain/roster/write-bad-rows.ts';

const HEADING = csvLine(['baris', 'aturan', 'alasan', 'reason', 'iuran']);

/** Whom the second check removed, for the officer: by the row of the own file. Excel shows UTF-8 rightly only behind a byte order mark. */
export function removedReport(removed: readonly RemovedLine[]): string {
  const lines = removed
    .toSorted((a, b) => a.row - b.row)
    .map(({ row, ruleId, reason, amount }) => csvLine([String(row), ruleId, reason.id, reason.en, String(amount)]));
  return `\ufeff${HEADING}${lines.join('')}`;
}
