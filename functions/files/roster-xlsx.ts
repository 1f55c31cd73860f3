import { createCellWriter } from './export-cells.ts';
import type { ExportCell, ExportContext, ExportLine } from './export-cells.ts';
import { sheetStream } from './xlsx/sheet-stream.ts';
import type { SheetColumn } from './xlsx/sheet-stream.ts';

/** The roster export as a workbook: texts are text cells, so that no NIK loses digits and nothing becomes a formula. */
export function rosterXlsx(
  context: ExportContext,
  lines: AsyncIterable<readonly ExportLine[]>,
): AsyncGenerator<Uint8Array> {
  const { mapping } = context;
  const columns = mapping.columns.map((column): SheetColumn => ({
    header: column.header,
    width: Math.max(12, column.header.length + 2),
    format: column.kind === 'field' && column.format === 'number' ? 'number' : 'text',
  }));
  return sheetStream(mapping.sheetName, columns, cellsOf(context, lines));
}

async function* cellsOf(
  context: ExportContext,
  lines: AsyncIterable<readonly ExportLine[]>,
): AsyncGenerator<ExportCell[][]> {
  const cells = createCellWriter(context);
  for await (const some of lines) yield some.map(cells);
}
