import { useMemo } from 'react';
import { ROSTER_COLUMNS } from '../../../../../../domain/roster/template.ts';
import type { DraftRoster } from '../../../../drafts/draft.ts';
import { useFormat } from '../../../../format/format.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import type { TextKey, Values } from '../../../../i18n/texts.ts';
import { useAnnounce } from '../../../../shell/announcer.tsx';
import { emptyRow, inTemplateOrder, pasteInto, readClipboard, typeInto } from './paste.ts';
import { RosterGrid } from './roster-grid.tsx';
import type { GridPlace, GridRow } from './roster-grid.tsx';
import { marksOf } from './row-marks.ts';
import { ROSTER_TEXTS } from './texts.ts';
import { gridFile, isFilled } from '../use-roster-check.ts';
import type { Comparison, RosterCheck } from '../use-roster-check.ts';

/** More than a person types: it goes on as a file. */
const MOST_TYPED = 500;
const ROWS_AT_START = 5;
/** Row 1 is the heading, as in a spreadsheet. */
const FIRST_ROW = 2;

/** What was done at one stroke, to be told in the language of the page. */
export interface Stroke {
  readonly key: TextKey<(typeof ROSTER_TEXTS)['id']>;
  readonly values?: Values;
}

interface TypedRowsProps {
  readonly rows: readonly (readonly string[])[];
  readonly check: RosterCheck;
  readonly comparison: Comparison;
  readonly place: GridPlace | undefined;
  readonly onRoster: (roster: DraftRoster) => void;
  /** For what takes rows away or writes over them: the second is what to say of it. */
  readonly onReplace: (roster: DraftRoster, what: Stroke) => void;
}

const COLUMNS = ROSTER_COLUMNS.map((column) => ({ heading: column, column }));

/** Rows to type, or to paste from a spreadsheet. */
export function TypedRows({ rows, check, comparison, place, onRoster, onReplace }: TypedRowsProps) {
  const t = useTexts(ROSTER_TEXTS);
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
  const paste = (rowNumber: number, column: number, text: string): boolean => {
    if (!/[\t\r\n]/.test(text.trim())) return false;
    const pasted = inTemplateOrder(readClipboard(text), column);
    const next = pasteInto(rows, pasted, rowNumber - FIRST_ROW);
    if (next.length <= MOST_TYPED) {
      const what = { key: 'grid.pasted', values: { count: pasted.rows.length } } as const;
      announce(t(what.key, what.values));
      onReplace({ kind: 'grid', rows: next }, what);
    } else {
      announce(t('grid.becameFile'));
      const file = { name: 'tempelan.csv', blob: gridFile(next) };
      onReplace({ kind: 'file', file, corrections: new Map() }, { key: 'grid.becameFile' });
    }
    return true;
  };
  const type = (rowNumber: number, column: number, value: string): void =>
    onRoster({ kind: 'grid', rows: typeInto(rows, value, { row: rowNumber - FIRST_ROW, column }) });
  const remove = (rowNumber: number): void => {
    const left = rows.filter((_, index) => index !== rowNumber - FIRST_ROW).map((row) => [...row]);
    onReplace({ kind: 'grid', rows: left }, { key: 'undo.row', values: { row: String(rowNumber) } });
  };
  return (
    <div className="typed">
      <h3>{t('grid.title')}</h3>
      <p className="field-hint">{t('grid.hint')}</p>
      <RosterGrid
        label={t('grid.title')}
        columns={COLUMNS}
        rows={shown}
        place={place}
        onCell={type}
        onRemove={remove}
        onPaste={paste}
      />
    </div>
  );
}
