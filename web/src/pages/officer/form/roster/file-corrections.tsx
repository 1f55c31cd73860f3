import { Button } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { saveBlob } from '../../../../components/save-blob.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import type { Found } from '../../../../roster-check/messages.ts';
import { withEdits } from '../edits.ts';
import type { Edits } from '../edits.ts';
import { readClipboard } from './paste.ts';
import { RosterGrid } from './roster-grid.tsx';
import type { GridPlace } from './roster-grid.tsx';
import type { ChangeDraft } from '../step-props.ts';
import { ROSTER_TEXTS } from './texts.ts';

interface FileCorrectionsProps {
  readonly edits: Edits | undefined;
  readonly found: Found;
  readonly place: GridPlace | undefined;
  readonly change: ChangeDraft;
}

const NONE: Edits = new Map();

/** The bad rows of a file, to correct here; they are judged again when the officer says so, and not under the hands. */
export function FileCorrections({ edits = NONE, found, place, change }: FileCorrectionsProps) {
  const t = useTexts(ROSTER_TEXTS);
  const columns = useMemo(() => {
    const names = new Map(Object.entries(found.positions).map(([column, position]) => [position, column]));
    return found.headings.map((heading, index) => ({ heading, column: names.get(index) ?? null }));
  }, [found]);
  const rows = found.badRows.map((row) => ({ ...row, cells: edits.get(row.rowNumber) ?? row.cells }));
  const left = rows.filter(({ rowNumber, cells }) => cells.length > 0 || !edits.has(rowNumber));
  const edit = (changed: Edits): void =>
    change((before) => ({ ...before, edits: new Map([...(before.edits ?? []), ...changed]) }));
  /** These cells in this row, from this column on. */
  const written = (rowNumber: number, from: number, cells: readonly string[]): [number, string[]] => {
    const before = rows.find((row) => row.rowNumber === rowNumber)?.cells ?? [];
    return [rowNumber, columns.map((_, at) => cells[at - from] ?? before[at] ?? '')];
  };
  const paste = (rowNumber: number, index: number, text: string): boolean => {
    if (!/[\t\r\n]/.test(text.trim())) return false;
    const first = left.findIndex((row) => row.rowNumber === rowNumber);
    const pasted = readClipboard(text).map((cells) => cells.map((cell) => cell.trim()));
    const under = left.slice(first, first + pasted.length);
    edit(new Map(under.map((row, down) => written(row.rowNumber, index, pasted[down] ?? []))));
    return true;
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
            place={place}
            onCell={(rowNumber, index, value) => edit(new Map([written(rowNumber, index, [value])]))}
            onRemove={(rowNumber) => edit(new Map([[rowNumber, []]]))}
            onPaste={paste}
          />
        </>
      ) : null}
      <div className="actions">
        {edits.size > 0 ? (
          <Button onClick={() => change(withEdits)}>{t('corrections.apply', { count: edits.size })}</Button>
        ) : null}
        {edits.size > 0 ? (
          <Button variant="secondary" onClick={() => change(({ edits: _dropped, ...before }) => before)}>
            {t('corrections.drop')}
          </Button>
        ) : null}
        {corrected === undefined ? null : (
          <Button variant="secondary" onClick={() => saveBlob(corrected, 'daftar-diperbaiki.csv')}>
            {t('corrections.download')}
          </Button>
        )}
      </div>
    </div>
  );
}
