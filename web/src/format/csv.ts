import { csvLine } from '../../../domain/roster/write-bad-rows.ts';

/** Excel shows UTF-8 rightly only behind a byte order mark. */
const BYTE_ORDER_MARK = '\ufeff';

export interface CsvColumn<Row> {
  readonly heading: string;
  /** As a program reads it: whole rupiah without separators, days and months in ISO notation. */
  readonly value: (row: Row) => string | number | undefined;
}

/** Rows as CSV (UTF-8, comma, CRLF); no cell can become a formula. */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const heading = csvLine(columns.map((column) => column.heading));
  const lines = rows.map((row) => csvLine(columns.map(({ value }) => String(value(row) ?? ''))));
  return `${BYTE_ORDER_MARK}${heading}${lines.join('')}`;
}
