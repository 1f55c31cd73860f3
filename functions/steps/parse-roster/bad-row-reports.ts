import type { HeaderRow } from '../../../domain/roster/parse-roster.ts';
import type { BadRow } from '../../../domain/roster/validate-row.ts';
import { writeBadRowsCsv } from '../../../domain/roster/write-bad-rows.ts';
import { badRowReportLine } from '../summarise-request/report.ts';
import { TextPile } from './text-pile.ts';

/** Collects the bad rows twice: as the officer wrote them, to correct, and as lines of the report of all rows. */
export function openBadRowReports() {
  const toCorrect = new TextPile();
  const report = new TextPile();
  const reasons: Record<string, number> = {};
  return {
    report,
    toCorrect,
    /** Bad rows by their first problem's code. */
    reasons,
    async add(header: HeaderRow, rows: readonly BadRow[]): Promise<void> {
      if (rows.length === 0) return;
      let isHeading = true;
      for await (const line of writeBadRowsCsv(header, rows)) {
        if (!isHeading || toCorrect.lines === 0) toCorrect.add(line);
        isHeading = false;
      }
      for (const row of rows) {
        report.add(badRowReportLine(row, header));
        const code = row.problems[0]?.code ?? 'unknown';
        reasons[code] = (reasons[code] ?? 0) + 1;
      }
    },
  };
}
