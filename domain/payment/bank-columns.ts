import type { BankReport } from '../configuration/bank-report.ts';
import type { AnswerCell } from './answer-cells.ts';
import { columnMissing, hasHeading, locateColumns } from './headings.ts';

export type BankColumn = keyof BankReport['columns'];
export type BankColumns = Readonly<Partial<Record<BankColumn, number>>>;

const COLUMNS: readonly BankColumn[] = [
  'reference',
  'id',
  'kodeIuran',
  'programmes',
  'time',
  'total',
  'jht',
  'jkk',
  'jkm',
  'period',
];
const REQUIRED = ['id', 'kodeIuran', 'time', 'total'] as const;
const KIND = { id: 'Laporan bank', en: 'The bank’s report' };

/**
 * Where each column of a bank's report stands; undefined when the headings are of another kind of file.
 * @throws RefusedError when it is a bank's report, but a column is missing or stands twice
 */
export function readBankHeader(
  cells: readonly AnswerCell[],
  { columns: headings }: BankReport,
): BankColumns | undefined {
  if (!hasHeading(cells, headings.kodeIuran) || !hasHeading(cells, headings.time)) return undefined;
  const columns = locateColumns(cells, COLUMNS, headings);
  for (const name of REQUIRED) if (columns[name] === undefined) throw columnMissing(KIND, headings[name]);
  return columns;
}

/**
 * The cells of a row. Its headings stand between semicolons and its rows between bars, so a reader that goes by the
 * headings hands a row over in one piece, or cut where a name holds a semicolon.
 */
export function bankCells(cells: readonly AnswerCell[]): readonly AnswerCell[] {
  const text = cells.join(';');
  return text.includes('|') ? text.split('|') : cells;
}
