import { stringify } from 'csv-stringify/sync';
import { createCellWriter } from './export-cells.ts';
import type { ExportContext, ExportLine } from './export-cells.ts';

/** Excel shows UTF-8 rightly only behind a byte order mark. */
const BYTE_ORDER_MARK = '\ufeff';

/** Cells that begin with `= + - @` get an apostrophe, so that no spreadsheet takes them for a formula. */
const CSV = { record_delimiter: 'windows', escape_formulas: true } as const;

/** The roster export as CSV (UTF-8, comma, CRLF), one piece of bytes per piece of lines. */
export async function* rosterCsv(
  context: ExportContext,
  lines: AsyncIterable<readonly ExportLine[]>,
): AsyncGenerator<Uint8Array> {
  const cells = createCellWriter(context);
  yield Buffer.from(BYTE_ORDER_MARK + stringify([context.mapping.columns.map((column) => column.header)], CSV));
  for await (const some of lines) if (some.length > 0) yield Buffer.from(stringify(some.map(cells), CSV));
}
