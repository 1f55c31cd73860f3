import { Button } from '@digdir/designsystemet-react';
import { csvOf } from '../format/csv.ts';
import type { CsvColumn } from '../format/csv.ts';
import { useTexts } from '../i18n/texts.ts';
import { saveBlob } from './save-blob.ts';
import { COMPONENT_TEXTS } from './texts.ts';

interface CsvButtonProps<Row> {
  /** What is in it, for those who cannot see where the button stands. */
  readonly about: string;
  /** Without its ending. */
  readonly fileName: string;
  readonly columns: readonly CsvColumn<Row>[];
  readonly rows: readonly Row[];
}

/** Saves the rows that are shown as a CSV file. */
export function CsvButton<Row>({ about, fileName, columns, rows }: CsvButtonProps<Row>) {
  const t = useTexts(COMPONENT_TEXTS);
  const save = (): void => saveBlob(new Blob([csvOf(columns, rows)], { type: 'text/csv' }), `${fileName}.csv`);
  return (
    <Button variant="secondary" data-size="sm" onClick={save}>
      {t('csv')}
      <span className="ds-sr-only">: {about}</span>
    </Button>
  );
}
