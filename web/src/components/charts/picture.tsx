import type { ReactNode } from 'react';
import type { CsvColumn } from '../../format/csv.ts';
import { useTexts } from '../../i18n/texts.ts';
import { CsvButton } from '../csv-button.tsx';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Topic } from '../topic.tsx';
import './charts.css';
import { CHART_TEXTS } from './texts.ts';

interface PictureProps<Row> {
  readonly title: string;
  readonly lead?: string | undefined;
  /** What the picture shows, number by number. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly file: { readonly name: string; readonly columns: readonly CsvColumn<Row>[] };
  readonly empty: { readonly title: string; readonly next: string };
  readonly children: ReactNode;
}

/** A picture with the table of its numbers below it, and the same as a file. */
export function Picture<Row>(props: PictureProps<Row>) {
  const { title, lead, rows, keyOf, columns, file, empty, children } = props;
  const t = useTexts(CHART_TEXTS);
  if (rows.length === 0) {
    return (
      <Topic title={title} lead={lead}>
        <EmptyState {...empty} />
      </Topic>
    );
  }
  const download = <CsvButton about={title} fileName={file.name} columns={file.columns} rows={rows} />;
  return (
    <Topic title={title} lead={lead} actions={download}>
      {children}
      <details className="as-table">
        <summary>
          {t('asTable')}
          <span className="ds-sr-only">: {title}</span>
        </summary>
        <DataTable caption={title} rows={rows} keyOf={keyOf} columns={columns} />
      </details>
    </Topic>
  );
}
