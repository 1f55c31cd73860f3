import { Link } from 'react-router';
import { isDead } from '../../../../domain/request/lifecycle.ts';
import type { RevisionStatus } from '../../../../domain/request/lifecycle.ts';
import type { RequestListEntry } from '../../api/request-list.ts';
import { DataTable } from '../../components/data-table.tsx';
import { RequestStatus } from '../../components/request-status.tsx';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { OFFICER_TEXTS } from './texts.ts';

export function RequestTable({ requests }: { readonly requests: readonly RequestListEntry[] }) {
  const t = useTexts(OFFICER_TEXTS);
  const format = useFormat();
  const counted = (status: RevisionStatus, value: number | undefined, show: (value: number) => string) => {
    if (value !== undefined) return show(value);
    return isDead(status) ? '–' : <span className="quiet">{t('list.notYet')}</span>;
  };
  return (
    <DataTable
      caption={t('list.caption')}
      rows={requests}
      keyOf={({ revisionId }) => revisionId}
      columns={[
        {
          header: t('list.request'),
          cell: ({ requestId, title, number }) => (
            <>
              <Link to={`/usulan/${requestId}`}>{title}</Link>
              <span className="below">{t('list.revision', { number })}</span>
            </>
          ),
        },
        {
          header: t('list.status'),
          cell: ({ status, paymentStage }) => <RequestStatus status={status} paymentStage={paymentStage} />,
        },
        { header: t('list.period'), cell: ({ firstMonth, months }) => format.period(firstMonth, months) },
        { header: t('list.source'), cell: ({ sourceId }) => sourceId },
        {
          header: t('list.workers'),
          isNumber: true,
          cell: ({ status, workers }) => counted(status, workers, format.count),
        },
        { header: t('list.total'), isNumber: true, cell: ({ status, total }) => counted(status, total, format.rupiah) },
        { header: t('list.submitted'), cell: ({ submittedAt }) => format.dateTime(submittedAt) },
      ]}
    />
  );
}
