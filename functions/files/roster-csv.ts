import { csvLine } from '../../domain/roster/write-bad-rows.ts';
import { createCellWriter } from './export-cells.ts';
import type { ExportContext, ExportLine } from './export-cells.ts';

/** Excel shows UTF-8 rightly only behind a byte order mark. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The roster export as CSV (UTF-8, comma, CRLF), one piece of bytes per piece of lines. Cells that begin with `= + - @`
 * get an apostrophe, so that no spreadsheet takes them for a formula.
 */
export async function* rosterCsv(
  context: ExportContext,
  lines: AsyncIterable<readonly ExportLine[]>,
): AsyncGenerator<Uint8Array> {
  const cells = createCellWriter(context);
  yield Buffer.from(BYTE_ORDER_MARK + csvLine(context.mapping.columns.map((column) => column.header)));
  for await (const some of lines) {
    if (some.length > 0) yield Buffer.from(some.map((line) => csvLine(cells(line).map(String))).join(''));
  }
}
