import { Button } from '@digdir/designsystemet-react';
import { useEffect, useId, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import type { RowProblem } from '../../../../../../domain/roster/problems.ts';
import { Pager } from '../../../../components/pager.tsx';
import { useLanguage } from '../../../../i18n/language.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { cellId, moved } from './grid-keys.ts';
import type { RowMark } from './row-marks.ts';
import { ROSTER_TEXTS } from './texts.ts';

export interface GridRow {
  /** As Excel numbers it. */
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly problems: readonly RowProblem[];
  /** In a revision: how it differs from the one before. */
  readonly mark?: RowMark | undefined;
}

export interface GridColumn {
  readonly heading: string;
  /** The template's name for it, by which problems find it. */
  readonly column: string | null;
}

/** A cell to go to; a new object goes there again. */
export interface GridPlace {
  readonly rowNumber: number;
  readonly index: number;
}

interface RosterGridProps {
  readonly label: string;
  /** Of a problem that was chosen from the list. */
  readonly place: GridPlace | undefined;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
  readonly onCell: (rowNumber: number, index: number, value: string) => void;
  readonly onRemove: (rowNumber: number) => void;
  readonly onPaste?: (rowNumber: number, index: number, text: string) => boolean;
}

const ROWS_SHOWN = 20;

/** Rows to type in, twenty at a time, with what is wrong beside each cell. */
export function RosterGrid({ label, columns, rows, place, onCell, onRemove, onPaste }: RosterGridProps) {
  const t = useTexts(ROSTER_TEXTS);
  const { page: shown, pages, setPage, goTo } = usePlace(rows, place);
  return (
    <>
      <div className="grid-frame" role="region" aria-label={label}>
        <table className="roster-grid">
          <thead>
            <tr>
              <th scope="col">{t('grid.row')}</th>
              {columns.map(({ heading }) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
              <th scope="col">
                <span className="ds-sr-only">{t('grid.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(shown * ROWS_SHOWN, (shown + 1) * ROWS_SHOWN).map((row) => (
              <Row
                key={row.rowNumber}
                row={row}
                columns={columns}
                onCell={onCell}
                onRemove={onRemove}
                onPaste={onPaste}
                onLeave={(by, index) => {
                  const next = rows[rows.indexOf(row) + by];
                  if (next !== undefined) goTo({ rowNumber: next.rowNumber, index });
                  return next !== undefined;
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={shown} pages={pages} onPage={setPage} />
    </>
  );
}

/** The page that is shown, and the way to a cell on any page. */
function usePlace(rows: readonly GridRow[], asked: GridPlace | undefined) {
  const [page, setPage] = useState(0);
  const [target, setTarget] = useState<GridPlace>();
  const [seen, setSeen] = useState<GridPlace>();
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_SHOWN));
  const goTo = (place: GridPlace): void => {
    const at = rows.findIndex(({ rowNumber }) => rowNumber === place.rowNumber);
    if (at < 0) return;
    setPage(Math.floor(at / ROWS_SHOWN));
    setTarget(place);
  };
  if (asked !== seen) {
    setSeen(asked);
    if (asked !== undefined) goTo(asked);
  }
  useEffect(() => {
    if (target !== undefined) document.getElementById(cellId(target.rowNumber, target.index))?.focus();
  }, [target]);
  return { page: Math.min(page, pages - 1), pages, setPage, goTo };
}

interface RowProps extends Pick<RosterGridProps, 'columns' | 'onCell' | 'onRemove'> {
  readonly row: GridRow;
  readonly onPaste: RosterGridProps['onPaste'] | undefined;
  /** Goes so many rows on, in this column. @returns whether there is such a row */
  readonly onLeave: (by: number, index: number) => boolean;
}

function Row({ row, columns, onCell, onRemove, onPaste, onLeave }: RowProps) {
  const t = useTexts(ROSTER_TEXTS);
  const language = useLanguage();
  const { rowNumber, cells, problems, mark } = row;
  const whole = problems.filter(({ column }) => column === null).map(({ text }) => text[language]);
  const paste = (event: ClipboardEvent, index: number): void => {
    if (onPaste?.(rowNumber, index, event.clipboardData.getData('text')) === true) event.preventDefault();
  };
  return (
    <tr data-wrong={problems.length > 0}>
      <th scope="row">
        <span className="ds-sr-only">{t('grid.row')} </span>
        {rowNumber}
        {mark?.kind === 'added' ? <mark data-kind="added">{t('grid.new')}</mark> : null}
        {whole.length === 0 ? null : <span className="field-error">{whole.join(' ')}</span>}
      </th>
      {columns.map(({ heading, column }, index) => (
        <Cell
          key={heading}
          id={cellId(rowNumber, index)}
          heading={heading}
          label={t('grid.cell', { heading, row: String(rowNumber) })}
          value={cells[index] ?? ''}
          was={column === null ? undefined : mark?.before.get(column)}
          errors={problems
            .filter((one) => one.column !== null && one.column === column)
            .map(({ text }) => text[language])}
          onChange={(value) => onCell(rowNumber, index, value)}
          onPaste={(event) => paste(event, index)}
          onKeyDown={(event) => {
            if (moved(event, { rowNumber, index, onLeave })) event.preventDefault();
          }}
        />
      ))}
      <td>
        <Button
          variant="tertiary"
          data-size="sm"
          aria-label={t('grid.removeRow', { row: String(rowNumber) })}
          onClick={() => onRemove(rowNumber)}
        >
          ×
        </Button>
      </td>
    </tr>
  );
}

interface CellProps {
  readonly id: string;
  readonly heading: string;
  readonly label: string;
  readonly value: string;
  /** What it said in the revision before, when it says something else now. */
  readonly was: string | undefined;
  readonly errors: readonly string[];
  readonly onChange: (value: string) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Cell({ id, heading, label, value, was, errors, onChange, onPaste, onKeyDown }: CellProps) {
  const t = useTexts(ROSTER_TEXTS);
  const toldId = useId();
  const isWrong = errors.length > 0;
  return (
    <td data-label={heading} data-changed={was !== undefined}>
      <input
        id={id}
        aria-label={label}
        value={value}
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        {...((isWrong || was !== undefined) && { 'aria-describedby': toldId })}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
      />
      {isWrong || was !== undefined ? (
        <span id={toldId} className="told">
          {was === undefined ? null : (
            <span className="cell-was">
              {t('was.before')} <del>{was === '' ? t('was.empty') : was}</del>
            </span>
          )}
          {isWrong ? <span className="field-error">{errors.join(' ')}</span> : null}
        </span>
      ) : null}
    </td>
  );
}
