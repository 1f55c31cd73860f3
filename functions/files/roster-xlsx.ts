import { writeXlsxStream } from 'hucre/xlsx';
import { createCellWriter } from './export-cells.ts';
import type { ExportCell, ExportContext, ExportLine } from './export-cells.ts';

/** The roster export as a workbook: texts are text cells, so that no NIK loses digits and nothing becomes a formula. */
export async function* rosterXlsx(
  context: ExportContext,
  lines: AsyncIterable<readonly ExportLine[]>,
): AsyncGenerator<Uint8Array> {
  const { mapping } = context;
  const columns = mapping.columns.map((column) => ({
    header: column.header,
    width: Math.max(12, column.header.length + 2),
    numFmt: column.kind === 'field' && column.format === 'number' ? '#,##0' : '@',
  }));
  yield* writeXlsxStream(cellsOf(context, lines), { name: mapping.sheetName, columns, freezePane: { rows: 1 } });
}

async function* cellsOf(
  context: ExportContext,
  lines: AsyncIterable<readonly ExportLine[]>,
): AsyncGenerator<ExportCell[]> {
  const cells = createCellWriter(context);
  for await (const some of lines) for (const line of some) yield cells(line);
}
