import { Table } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { Nothing, NOTHING } from './nothing.tsx';

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Amounts stand under each other at the right. */
  readonly isNumber?: boolean;
}

interface DataTableProps<Row> {
  /** Read out before the table; not shown, because the page's headings show it. */
  readonly caption: string;
  /** The first column names its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

const shown = (content: ReactNode): ReactNode => (content === NOTHING ? <Nothing /> : content);

/** A table that becomes a list of cards on a narrow page. The roles keep it a table there for those who listen. */
export function DataTable<Row>({ caption, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <Table className="data-table" role="table" zebra={false}>
      <caption className="ds-sr-only">{caption}</caption>
      <Table.Head role="rowgroup">
        <Table.Row role="row">
          {columns.map(({ header, isNumber }) => (
            <Table.HeaderCell key={header} role="columnheader" scope="col" data-number={isNumber}>
              {header}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Head>
      <Table.Body role="rowgroup">
        {rows.map((row) => (
          <Table.Row key={keyOf(row)} role="row">
            {columns.map(({ header, cell, isNumber }, index) =>
              index === 0 ? (
                <Table.HeaderCell key={header} role="rowheader" scope="row">
                  {cell(row)}
                </Table.HeaderCell>
              ) : (
                <Table.Cell key={header} role="cell" data-label={header} data-number={isNumber}>
                  {shown(cell(row))}
                </Table.Cell>
              ),
            )}
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
