import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { ROSTER_COLUMNS } from '../../../../../../domain/roster/template.ts';
import { csvLine } from '../../../../../../domain/roster/write-bad-rows.ts';
import { troubleWithTable } from '../../../../components/check-files.ts';
import type { FileTrouble } from '../../../../components/check-files.ts';
import { FileField } from '../../../../components/file-field.tsx';
import { saveBlob } from '../../../../components/save-blob.ts';
import type { Draft, DraftRoster } from '../../../../drafts/draft.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { BYTE_ORDER_MARK } from '../../../../roster-check/corrected-file.ts';
import { CheckResult } from './check-result.tsx';
import { FileCorrections } from './file-corrections.tsx';
import { EarlierRoster, RosterChanges } from './roster-changes.tsx';
import type { GridPlace } from './roster-grid.tsx';
import type { ChangeDraft } from '../step-props.ts';
import { ROSTER_TEXTS } from './texts.ts';
import { TypedRows } from './typed-rows.tsx';
import type { Stroke } from './typed-rows.tsx';
import { isFilled } from '../use-roster-check.ts';
import type { Comparison, RosterCheck } from '../use-roster-check.ts';

interface StepRosterProps {
  readonly draft: Draft;
  readonly check: RosterCheck;
  readonly comparison: Comparison;
  /** What the server says against the file. */
  readonly refused: string | undefined;
  readonly change: ChangeDraft;
}

/** Workers by typing, by pasting from a spreadsheet, or as a file; each is checked at once, on this device. */
export function StepRoster({ draft, check, comparison, refused, change }: StepRosterProps) {
  const t = useTexts(ROSTER_TEXTS);
  const { roster, edits, revises } = draft;
  const [trouble, setTrouble] = useState<FileTrouble>();
  const [place, setPlace] = useState<GridPlace>();
  const { undo, set, replace } = useUndo(draft, change);
  const take = (file: File): void => {
    const found = troubleWithTable(file);
    setTrouble(found);
    const next: DraftRoster = { kind: 'file', file: { name: file.name, blob: file }, corrections: new Map() };
    if (found === undefined) replace(next, { key: 'undo.file', values: { name: file.name } });
  };
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
        refused={refused}
        onFile={take}
        onRemove={() => replace({ kind: 'grid', rows: [] }, { key: 'undo.removed' })}
      />
      {undo === undefined ? null : <UndoLine {...undo} />}
      <Templates />
      <CheckResult check={check} onPlace={setPlace} />
      {roster.kind === 'grid' ? (
        <TypedRows
          rows={roster.rows}
          check={check}
          comparison={comparison}
          place={place}
          onRoster={set}
          onReplace={replace}
        />
      ) : null}
      {roster.kind === 'file' && check.kind === 'found' ? (
        <FileCorrections edits={edits} found={check.found} place={place} change={change} />
      ) : null}
      {revises === undefined ? null : <RosterChanges revises={revises} comparison={comparison} />}
    </>
  );
}

interface Undo {
  readonly what: Stroke;
  readonly onUndo: () => void;
}

/** What takes much away at one stroke can be undone, until something is typed. */
function useUndo({ roster, edits }: Draft, change: ChangeDraft) {
  const [undo, setUndo] = useState<Undo>();
  const set = (next: DraftRoster): void => {
    setUndo(undefined);
    change(({ edits: _dropped, ...before }) => ({ ...before, roster: next }));
  };
  const replace = (next: DraftRoster, what: Stroke): void => {
    set(next);
    if (roster.kind === 'grid' && !roster.rows.some(isFilled)) return;
    const onUndo = (): void => {
      setUndo(undefined);
      change((before) => ({ ...before, roster, edits }));
    };
    setUndo({ what, onUndo });
  };
  return { undo, set, replace };
}

function UndoLine({ what, onUndo }: Undo) {
  const t = useTexts(ROSTER_TEXTS);
  return (
    <p className="undo" role="status">
      <span>{t(what.key, what.values)}</span>
      <Button variant="secondary" data-size="sm" onClick={onUndo}>
        {t('undo')}
      </Button>
    </p>
  );
}

function Templates() {
  const t = useTexts(ROSTER_TEXTS);
  const template = new Blob([BYTE_ORDER_MARK, csvLine(ROSTER_COLUMNS)], { type: 'text/csv' });
  return (
    <p className="templates">
      <span>{t('roster.template')}</span>
      <Button variant="tertiary" data-size="sm" onClick={() => void saveTemplateXlsx()}>
        {t('roster.template.xlsx')}
      </Button>
      <Button variant="tertiary" data-size="sm" onClick={() => saveBlob(template, 'templat-daftar-pekerja.csv')}>
        {t('roster.template.csv')}
      </Button>
    </p>
  );
}

/** What writes workbooks is loaded when somebody wants one. */
async function saveTemplateXlsx(): Promise<void> {
  const { templateXlsx } = await import('./template/template-xlsx.ts');
  saveBlob(await templateXlsx(), 'templat-daftar-pekerja.xlsx');
}
