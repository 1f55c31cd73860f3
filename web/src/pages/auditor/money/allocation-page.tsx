import { Button } from '@digdir/designsystemet-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ALLOCATION } from '../../../api/audit.ts';
import { useApi } from '../../../api/provider.tsx';
import { MoneyBar } from '../../../components/charts/money-bar.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { HistoryLink } from '../../../components/history-link.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Topic } from '../../../components/topic.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../auditor.css';
import { AllocationTrail } from './allocation-trail.tsx';
import { MovementTable } from './movement-table.tsx';
import { MONEY_TEXTS } from './texts.ts';

const firstPage: string | undefined = undefined;

/** One allocation: where its rupiah are, every movement, and the way to each worker-month it pays. */
export function AllocationPage() {
  const t = useTexts(MONEY_TEXTS);
  const { allocationId = '' } = useParams();
  const api = useApi();
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: [ALLOCATION.path, allocationId],
    queryFn: ({ pageParam, signal }) =>
      api.call(ALLOCATION, { params: { allocationId }, query: { cursor: pageParam } }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ cursor }) => cursor,
  });
  const allocation = data?.pages[0]?.allocation;
  const lead =
    allocation && t('page.lead', { accountCode: allocation.accountCode, year: String(allocation.fiscalYear) });
  const name = t('page.title', { allocationId });
  return (
    <>
      <PageTitle {...(lead && { lead })} actions={<HistoryLink kind="allocation" id={allocationId} about={name} />}>
        {name}
      </PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {allocation === undefined && error === null ? <Waiting label={t('page.loading')} lines={8} /> : null}
      {allocation === undefined ? null : (
        <div className="topics">
          <Topic title={t('balances')}>
            <MoneyBar name={name} balances={allocation} />
          </Topic>
          <MovementTable
            title={t('movements')}
            lead={t('movements.lead')}
            fileName={`pergerakan-${allocationId}`}
            isOfOne
            movements={data?.pages.flatMap(({ movements }) => movements) ?? []}
          >
            {hasNextPage ? (
              <Button className="more" variant="secondary" loading={isFetching} onClick={() => void fetchNextPage()}>
                {t('movements.more')}
              </Button>
            ) : null}
          </MovementTable>
          <AllocationTrail allocationId={allocationId} />
        </div>
      )}
    </>
  );
}
