import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { SEARCH } from '../../../api/audit.ts';
import type { SearchResult } from '../../../api/audit.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { HistoryLink, useReadsHistories } from '../../../components/history-link.tsx';
import { RequestStatus } from '../../../components/request-status.tsx';
import { Topic } from '../../../components/topic.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { BatchStatusTag } from '../../finance/batch-status.tsx';
import { SEARCH_TEXTS } from './texts.ts';

/** What carries exactly this id or number. */
export function Found({ q }: { readonly q: string }) {
  const t = useTexts(SEARCH_TEXTS);
  const { data, error, refetch } = useQuery(readOf(useApi(), SEARCH, { query: { q } }));
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting label={t('loading')} />;
  const { requests, batches } = data;
  if (requests.length + batches.length === 0) return <EmptyState title={t('nothing', { q })} next={t('nothingNext')} />;
  return (
    <Topic title={t('found', { count: requests.length + batches.length })}>
      {requests.length === 0 ? null : <Requests requests={requests} />}
      {batches.length === 0 ? null : <Batches batches={batches} />}
    </Topic>
  );
}

function Requests({ requests }: Pick<SearchResult, 'requests'>) {
  const t = useTexts(SEARCH_TEXTS);
  const format = useFormat();
  const readsHistories = useReadsHistories();
  return (
    <DataTable
      caption={t('requests')}
      rows={requests}
      keyOf={({ revisionId }) => revisionId}
      columns={[
        {
          header: t('request'),
          cell: ({ requestId, title, number }) => (
            <>
              <Link to={`/usulan/${requestId}`}>{title}</Link>
              <span className="below">{t('requestNumber', { requestId, number })}</span>
            </>
          ),
        },
        {
          header: t('status'),
          cell: ({ status, paymentStage }) => <RequestStatus status={status} paymentStage={paymentStage} />,
        },
        { header: t('period'), cell: ({ firstMonth, months }) => format.period(firstMonth, months) },
        {
          header: t('batch'),
          cell: ({ batchId }) =>
            batchId === undefined ? (
              <span className="quiet">{t('none')}</span>
            ) : (
              <Link to={`/batch/${batchId}`}>{batchId}</Link>
            ),
        },
        {
          header: t('total'),
          isNumber: true,
          cell: ({ total }) => (total === undefined ? t('none') : format.rupiah(total)),
        },
        ...(readsHistories
          ? [
              {
                header: t('history'),
                cell: ({ revisionId, title }: SearchResult['requests'][number]) => (
                  <HistoryLink kind="revision" id={revisionId} about={title} isShort />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Batches({ batches }: Pick<SearchResult, 'batches'>) {
  const t = useTexts(SEARCH_TEXTS);
  const format = useFormat();
  const readsHistories = useReadsHistories();
  return (
    <DataTable
      caption={t('batches')}
      rows={batches}
      keyOf={({ batchId }) => batchId}
      columns={[
        {
          header: t('batch'),
          cell: ({ batchId, number }) => (
            <>
              <Link to={`/batch/${batchId}`}>{batchId}</Link>
              {number === undefined ? null : <span className="below">{t('batchNumber', { number })}</span>}
            </>
          ),
        },
        { header: t('status'), cell: (batch) => <BatchStatusTag {...batch} /> },
        { header: t('period'), cell: ({ firstMonth, months }) => format.period(firstMonth, months) },
        {
          header: t('lines'),
          isNumber: true,
          cell: ({ lines }) => (lines === undefined ? t('none') : format.count(lines)),
        },
        {
          header: t('total'),
          isNumber: true,
          cell: ({ total }) => (total === undefined ? t('none') : format.rupiah(total)),
        },
        ...(readsHistories
          ? [
              {
                header: t('history'),
                cell: ({ batchId }: SearchResult['batches'][number]) => (
                  <HistoryLink kind="batch" id={batchId} about={batchId} isShort />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
