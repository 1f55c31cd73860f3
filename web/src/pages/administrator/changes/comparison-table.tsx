import { Table } from '@digdir/designsystemet-react';
import { useTexts } from '../../../i18n/texts.ts';
import { Breakable } from '../breakable.tsx';
import type { Comparison } from './compare.ts';
import { CHANGE_TEXTS } from './texts.ts';

interface ComparisonTableProps {
  readonly caption: string;
  readonly rows: readonly Comparison[];
}

/** Before and after side by side, also on a phone, where the roles keep it a table; whatever stays as it is is folded away below. */
export function ComparisonTable({ caption, rows }: ComparisonTableProps) {
  const t = useTexts(CHANGE_TEXTS);
  const same = rows.filter(({ isChanged }) => !isChanged);
  return (
    <>
      <Rows caption={caption} rows={rows.filter(({ isChanged }) => isChanged)} />
      {same.length === 0 ? null : (
        <details className="unchanged">
          <summary>{t('compare.same', { count: same.length })}</summary>
          <Rows caption={t('compare.same', { count: same.length })} rows={same} />
        </details>
      )}
    </>
  );
}

function Rows({ caption, rows }: ComparisonTableProps) {
  const t = useTexts(CHANGE_TEXTS);
  return (
    <Table className="comparison" role="table" zebra={false}>
      <caption className="ds-sr-only">{caption}</caption>
      <Table.Head role="rowgroup">
        <Table.Row role="row">
          <Table.HeaderCell role="columnheader" scope="col">
            {t('compare.what')}
          </Table.HeaderCell>
          <Table.HeaderCell role="columnheader" scope="col">
            {t('compare.before')}
          </Table.HeaderCell>
          <Table.HeaderCell role="columnheader" scope="col">
            {t('compare.after')}
          </Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body role="rowgroup">
        {rows.map((row) => (
          <Table.Row key={row.key} role="row" data-changed={row.isChanged}>
            <Table.HeaderCell role="rowheader" scope="row">
              {row.group === undefined ? null : <span className="below">{row.group}</span>}
              {row.label}
            </Table.HeaderCell>
            <Table.Cell role="cell" data-side="before">
              <Side value={row.before} absent={t('compare.none')} />
            </Table.Cell>
            <Table.Cell role="cell" data-side="after">
              <Side value={row.after} absent={t('compare.gone')} />
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

function Side({ value, absent }: { readonly value: string | undefined; readonly absent: string }) {
  return value === undefined ? <span className="quiet">{absent}</span> : <Breakable>{value}</Breakable>;
}
