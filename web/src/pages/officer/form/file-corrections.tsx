import { Button } from '@digdir/designsystemet-react';
import { useMemo, useState } from 'react';
import type { DraftRoster } from '../../../drafts/draft.ts';
import { useTexts } from '../../../i18n/texts.ts';
import type { Corrections, Found } from '../../../roster-check/messages.ts';
import { RosterGrid } from './roster-grid.tsx';
import { saveBlob } from '../../../components/save-blob.ts';
import { FORM_TEXTS } from './texts.ts';

type FileRoster = Extract<DraftRoster, { readonly kind: 'file' }>;

interface FileCorrectionsProps {
  readonly roster: FileRoster;
  readonly found: Found;
  readonly onRoster: (roster: FileRoster) => void;
}

/** The bad rows of a file, to correct here; they are judged again when the officer says so, and not under the hands. */
export function FileCorrections({ roster, found, onRoster }: FileCorrectionsProps) {
  const t = useTexts(FORM_TEXTS);
  const [edits, setEdits] = useState<Corrections>(new Map());
  const columns = useMemo(() => {
    const names = new Map(Object.entries(found.positions).map(([column, position]) => [position, column]));
    return found.headings.map((heading, index) => ({ heading, column: names.get(index) ?? null }));
  }, [found]);
  const rows = found.badRows.map((row) => ({ ...row, cells: edits.get(row.rowNumber) ?? row.cells }));
  const left = rows.filter(({ rowNumber, cells }) => cells.length > 0 || !edits.has(rowNumber));
  const edit = (rowNumber: number, cells: readonly string[]): void =>
    setEdits((before) => new Map(before).set(rowNumber, cells));
  const apply = (): void => {
    const all = [...roster.corrections, ...edits].map(([row, cells]): [number, string[]] => [row, [...cells]]);
    setEdits(new Map());
    onRoster({ ...roster, corrections: new Map(all) });
  };
  const { corrected } = found;
  return (
    <div className="corrections">
      {found.bad > 0 ? (
        <>
          <h3>{t('corrections.title')}</h3>
          <p className="field-hint">{t('corrections.hint')}</p>
          <RosterGrid
            label={t('corrections.title')}
            columns={columns}
            rows={left}
            onCell={(rowNumber, index, value) => {
              const before = rows.find((row) => row.rowNumber === rowNumber)?.cells ?? [];
              edit(
                rowNumber,
                columns.map((_, at) => (at === index ? value : (before[at] ?? ''))),
              );
            }}
            onRemove={(rowNumber) => edit(rowNumber, [])}
          />
        </>
      ) : null}
      <div className="actions">
        {edits.size > 0 ? <Button onClick={apply}>{t('corrections.apply', { count: edits.size })}</Button> : null}
        {corrected === undefined ? null : (
          <Button variant="secondary" onClick={() => saveBlob(corrected, 'daftar-diperbaiki.csv')}>
            {t('corrections.download')}
          </Button>
        )}
      </div>
    </div>
  );
}
