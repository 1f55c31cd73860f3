import type { AnswerFormat } from '../configuration/files.ts';
import { RefusedError } from '../errors.ts';

/** A cell as CSV or XLSX hand it over: Excel's numbers arrive as numbers. */
export type AnswerCell = string | number;

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

/** Case, spaces and punctuation do not tell headings apart. */
function headingKey(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Where each column stands. BPJS TK's files hold more columns than we read; unknown ones are passed over.
 * @throws RefusedError when neither NIK nor line id, or no result column is there, or a column stands twice
 */
export function readAnswerHeader(cells: readonly AnswerCell[], format: AnswerFormat): AnswerColumns {
  const columns: Partial<Record<AnswerColumn, number>> = {};
  for (const [index, cell] of cells.entries()) {
    const key = headingKey(String(cell));
    const column = COLUMNS.find((name) => format.columns[name].some((header) => headingKey(header) === key));
    if (column === undefined) continue;
    if (columns[column] !== undefined) throw refuseHeader('answers-column-twice', String(cell));
    columns[column] = index;
  }
  if (columns.nik === undefined && columns.rowId === undefined)
    throw refuseHeader('answers-column-missing', format.columns.nik.join(' / '));
  if (columns.result === undefined) throw refuseHeader('answers-column-missing', format.columns.result.join(' / '));
  return columns;
}

function refuseHeader(code: 'answers-column-twice' | 'answers-column-missing', heading: string): RefusedError {
  const text =
    code === 'answers-column-twice'
      ? { id: `Kolom "${heading}" ada lebih dari satu.`, en: `There is more than one column "${heading}".` }
      : {
          id: `Berkas jawaban tidak memuat kolom ${heading}.`,
          en: `The answer file has no column ${heading}.`,
        };
  return new RefusedError({ code, text, field: heading });
}
