import type { ReactNode } from 'react';
import type { CsvColumn } from '../format/csv.ts';
import { CsvButton } from './csv-button.tsx';
import { DataTable } from './data-table.tsx';
import type { Column } from './data-table.tsx';
import { EmptyState } from './empty-state.tsx';
import { Topic } from './topic.tsx';

interface TableTopicProps<Row> {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** The same rows as a file; its name without the ending. */
  readonly file: { readonly name: string; readonly columns: readonly CsvColumn<Row>[] };
  /** Why there is nothing, and what to do next. */
  readonly empty: { readonly title: string; readonly next: string };
  /** Below the table: what leads on to further rows. */
  readonly children?: ReactNode;
}

/** A part of a page that is one table, with its file to download; says so when there are no rows. */
export function TableTopic<Row>(props: TableTopicProps<Row>) {
  const { title, lead, rows, keyOf, columns, file, empty, children } = props;
  const download = <CsvButton about={title} fileName={file.name} columns={file.columns} rows={rows} />;
  return (
    <Topic title={title} lead={lead} actions={rows.length === 0 ? undefined : download}>
      {rows.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        <DataTable caption={title} rows={rows} keyOf={keyOf} columns={columns} />
      )}
      {children}
    </Topic>
  );
}
