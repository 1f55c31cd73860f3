import { useState } from 'react';
import { DataTable } from '../../../components/data-table.tsx';
import { Nothing } from '../../../components/nothing.tsx';
import { Pager } from '../../../components/pager.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { BeforeAfter } from './before-after.tsx';
import { CHANGE_TEXTS } from './texts.ts';
import '../officer.css';

const KINDS = ['added', 'changed', 'removed', 'same'] as const;
type Counts = Readonly<Record<(typeof KINDS)[number] | 'badBefore' | 'badNow', number>>;

export interface ChangedRow {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly row: number;
  readonly name: string;
  /** Masked. */
  readonly nik: string;
  /** With what they say before and after, where that is known. */
  readonly cells: readonly { readonly column: string; readonly before?: string; readonly after?: string }[];
}

/** How many workers came, changed, left and stayed. */
export function RowCounts({ counts }: { readonly counts: Counts }) {
  const t = useTexts(CHANGE_TEXTS);
  const format = useFormat();
  const { badBefore, badNow } = counts;
  return (
    <>
      <ul className="figures">
        {KINDS.map((kind) => (
          <li key={kind}>
            <span>{t(`rowChange.${kind}`)}</span>
            <strong>{format.count(counts[kind])}</strong>
          </li>
        ))}
      </ul>
      {badBefore === 0 && badNow === 0 ? null : (
        <p>{t('rows.bad', { before: format.count(badBefore), now: format.count(badNow) })}</p>
      )}
    </>
  );
}

const ROWS_SHOWN = 20;

/** The workers who came, changed or left, twenty at a time. */
export function ChangedRows({ counts, rows }: { readonly counts: Counts; readonly rows: readonly ChangedRow[] }) {
  const t = useTexts(CHANGE_TEXTS);
  const [page, setPage] = useState(0);
  if (rows.length === 0) return null;
  const pages = Math.ceil(rows.length / ROWS_SHOWN);
  const shown = Math.min(page, pages - 1);
  return (
    <>
      <DataTable
        caption={t('rows.caption')}
        rows={rows.slice(shown * ROWS_SHOWN, (shown + 1) * ROWS_SHOWN)}
        keyOf={({ kind, row, nik }) => `${kind}-${String(row)}-${nik}`}
        columns={[
          { header: t('rows.row'), cell: ({ row }) => row },
          { header: t('rows.name'), cell: ({ name }) => name },
          { header: t('rows.nik'), cell: ({ nik }) => nik },
          { header: t('rows.what'), cell: ({ kind }) => <mark data-kind={kind}>{t(`rowChange.${kind}`)}</mark> },
          { header: t('rows.cells'), cell: (row) => <Cells row={row} /> },
        ]}
      />
      <Pager page={shown} pages={pages} onPage={setPage} />
      {counts.added + counts.changed + counts.removed > rows.length ? (
        <p className="quiet">{t('rows.first', { count: rows.length })}</p>
      ) : null}
    </>
  );
}

function Cells({ row: { cells } }: { readonly row: ChangedRow }) {
  if (cells.length === 0) return <Nothing />;
  return (
    <span className="changed-cells">
      {cells.map(({ column, before, after }) => (
        <span key={column}>
          {column}
          {before === undefined || after === undefined ? null : (
            <>
              : <BeforeAfter before={before} after={after} />
            </>
          )}
        </span>
      ))}
    </span>
  );
}
