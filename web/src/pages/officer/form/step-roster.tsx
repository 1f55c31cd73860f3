import { Button } from '@digdir/designsystemet-react';
import { useMemo, useState } from 'react';
import { ROSTER_COLUMNS } from '../../../../../domain/roster/template.ts';
import { csvLine } from '../../../../../domain/roster/write-bad-rows.ts';
import { troubleWithTable } from '../../../components/check-files.ts';
import type { FileTrouble } from '../../../components/check-files.ts';
import { FileField } from '../../../components/file-field.tsx';
import type { Draft, DraftRoster } from '../../../drafts/draft.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { BYTE_ORDER_MARK } from '../../../roster-check/corrected-file.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { CheckResult } from './check-result.tsx';
import { FileCorrections } from './file-corrections.tsx';
import { emptyRow, inTemplateOrder, pasteInto, readClipboard, typeInto } from './paste.ts';
import { EarlierRoster, RosterChanges } from './roster-changes.tsx';
import { RosterGrid } from './roster-grid.tsx';
import type { GridRow } from './roster-grid.tsx';
import { marksOf } from './row-marks.ts';
import { saveBlob } from '../../../components/save-blob.ts';
import type { ChangeDraft } from './step-props.ts';
import { FORM_TEXTS } from './texts.ts';
import { gridFile, isFilled } from './use-roster-check.ts';
import type { Comparison, RosterCheck } from './use-roster-check.ts';

interface StepRosterProps {
  readonly draft: Draft;
  readonly check: RosterCheck;
  readonly comparison: Comparison;
  readonly change: ChangeDraft;
}

/** More than a person types: it goes on as a file. */
const MOST_TYPED = 500;
const ROWS_AT_START = 5;
/** Row 1 is the heading, as in a spreadsheet. */
const FIRST_ROW = 2;

/** Workers by typing, by pasting from a spreadsheet, or as a file; each is checked at once, on this device. */
export function StepRoster({ draft: { roster, revises }, check, comparison, change }: StepRosterProps) {
  const t = useTexts(FORM_TEXTS);
  const [trouble, setTrouble] = useState<FileTrouble>();
  const set = (next: DraftRoster): void => change((before) => ({ ...before, roster: next }));
  const take = (file: File): void => {
    const found = troubleWithTable(file);
    setTrouble(found);
    if (found === undefined) set({ kind: 'file', file: { name: file.name, blob: file }, corrections: new Map() });
  };
  const template = new Blob([BYTE_ORDER_MARK, csvLine(ROSTER_COLUMNS)], { type: 'text/csv' });
  return (
    <>
      {revises === undefined || revises.roster !== undefined ? null : <EarlierRoster revises={revises} />}
      <FileField
        id="rosterFile"
        label={t('roster.file')}
        hint={t('roster.file.hint')}
        accept=".csv,.xlsx"
        file={roster.kind === 'file' ? roster.file : undefined}
        trouble={trouble}
        onFile={take}
        onRemove={() => set({ kind: 'grid', rows: [] })}
      />
      <p className="templates">
        <span>{t('roster.template')}</span>
        <Button variant="tertiary" data-size="sm" onClick={() => void saveTemplateXlsx()}>
          {t('roster.template.xlsx')}
        </Button>
        <Button variant="tertiary" data-size="sm" onClick={() => saveBlob(template, 'templat-daftar-pekerja.csv')}>
          {t('roster.template.csv')}
        </Button>
      </p>
      <CheckResult check={check} />
      {roster.kind === 'grid' ? (
        <TypedRows rows={roster.rows} check={check} comparison={comparison} onRoster={set} />
      ) : null}
      {roster.kind === 'file' && check.kind === 'found' ? (
        <FileCorrections key={roster.file.name} roster={roster} found={check.found} onRoster={set} />
      ) : null}
      {revises === undefined ? null : <RosterChanges revises={revises} comparison={comparison} />}
    </>
  );
}

/** What writes workbooks is loaded when somebody wants one. */
async function saveTemplateXlsx(): Promise<void> {
  const { templateXlsx } = await import('./template-xlsx.ts');
  saveBlob(await templateXlsx(), 'templat-daftar-pekerja.xlsx');
}

interface TypedRowsProps {
  readonly rows: readonly (readonly string[])[];
  readonly check: RosterCheck;
  readonly comparison: Comparison;
  readonly onRoster: (roster: DraftRoster) => void;
}

const COLUMNS = ROSTER_COLUMNS.map((column) => ({ heading: column, column }));

function TypedRows({ rows, check, comparison, onRoster }: TypedRowsProps) {
  const t = useTexts(FORM_TEXTS);
  const announce = useAnnounce();
  const format = useFormat();
  const badRows = check.kind === 'found' ? check.found.badRows : undefined;
  const shown = useMemo((): readonly GridRow[] => {
    const problems = new Map(badRows?.map((row) => [row.rowNumber, row.problems]));
    const marks = marksOf(comparison, format);
    const padded = [...rows, ...Array.from({ length: Math.max(1, ROWS_AT_START - rows.length) }, emptyRow)];
    return padded.map((cells, index) => {
      const rowNumber = index + FIRST_ROW;
      return {
        rowNumber,
        cells,
        problems: isFilled(cells) ? (problems.get(rowNumber) ?? []) : [],
        mark: isFilled(cells) ? marks.get(rowNumber) : undefined,
      };
    });
  }, [rows, badRows, comparison, format]);
  const setRows = (next: string[][]): void => {
    if (next.length <= MOST_TYPED) return onRoster({ kind: 'grid', rows: next });
    onRoster({ kind: 'file', file: { name: 'tempelan.csv', blob: gridFile(next) }, corrections: new Map() });
    return announce(t('grid.becameFile'));
  };
  const paste = (rowNumber: number, column: number, text: string): boolean => {
    if (!/[\t\r\n]/.test(text.trim())) return false;
    const pasted = inTemplateOrder(readClipboard(text), column);
    setRows(pasteInto(rows, pasted, rowNumber - FIRST_ROW));
    announce(t('grid.pasted', { count: pasted.rows.length }));
    return true;
  };
  return (
    <div className="typed">
      <h3>{t('grid.title')}</h3>
      <p className="field-hint">{t('grid.hint')}</p>
      <RosterGrid
        label={t('grid.title')}
        columns={COLUMNS}
        rows={shown}
        onCell={(rowNumber, column, value) => setRows(typeInto(rows, value, { row: rowNumber - FIRST_ROW, column }))}
        onRemove={(rowNumber) =>
          setRows(rows.filter((_, index) => index !== rowNumber - FIRST_ROW).map((row) => [...row]))
        }
        onPaste={paste}
      />
    </div>
  );
}
