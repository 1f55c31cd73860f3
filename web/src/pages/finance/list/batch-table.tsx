import { Link } from 'react-router';
import type { BatchListEntry } from '../../../api/batches.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { BatchStatusTag } from '../batch-status.tsx';
import { DueDate } from '../due-date.tsx';
import { LIST_TEXTS } from './texts.ts';
import { FINANCE_TEXTS } from '../texts.ts';

export function BatchTable({ batches }: { readonly batches: readonly BatchListEntry[] }) {
  const t = useTexts(LIST_TEXTS);
  const shared = useTexts(FINANCE_TEXTS);
  const format = useFormat();
  const counted = (value: number | undefined, show: (value: number) => string) =>
    value === undefined ? <span className="quiet">{t('list.notYet')}</span> : show(value);
  return (
    <DataTable
      caption={t('list.caption')}
      rows={batches}
      keyOf={({ batchId }) => batchId}
      columns={[
        {
          header: t('list.batch'),
          cell: ({ batchId, number }) => (
            <>
              <Link to={`/batch/${batchId}`}>{batchId}</Link>
              {number === undefined ? null : <span className="below">{t('list.number', { number })}</span>}
            </>
          ),
        },
        { header: shared('list.status'), cell: (batch) => <BatchStatusTag {...batch} /> },
        { header: shared('list.due'), cell: (batch) => <DueDate {...batch} /> },
        { header: shared('list.period'), cell: ({ firstMonth, months }) => format.period(firstMonth, months) },
        { header: shared('list.source'), cell: ({ sourceId }) => sourceId },
        { header: t('list.lines'), isNumber: true, cell: ({ lines }) => counted(lines, format.count) },
        { header: t('list.total'), isNumber: true, cell: ({ total }) => counted(total, format.rupiah) },
      ]}
    />
  );
}
