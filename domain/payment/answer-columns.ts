import type { AnswerFormat } from '../configuration/files.ts';
import type { AnswerCell } from './answer-cells.ts';
import { columnMissing, locateColumns } from './headings.ts';

export type AnswerColumn = keyof AnswerFormat['columns'];
export type AnswerColumns = Readonly<Partial<Record<AnswerColumn, number>>>;

const COLUMNS: readonly AnswerColumn[] = [
  'rowId',
  'nik',
  'result',
  'reason',
  'participantNumber',
  'coverFrom',
  'amount',
];
const KIND = { id: 'Berkas jawaban', en: 'The answer file' };

/**
 * Where each column of BPJS TK's row answers stands.
 * @throws RefusedError when neither NIK nor line id, or no result column is there, or a column stands twice
 */
export function readAnswerHeader(cells: readonly AnswerCell[], format: AnswerFormat): AnswerColumns {
  const columns = locateColumns(cells, COLUMNS, format.columns);
  if (columns.nik === undefined && columns.rowId === undefined) throw columnMissing(KIND, format.columns.nik);
  if (columns.result === undefined) throw columnMissing(KIND, format.columns.result);
  return columns;
}
