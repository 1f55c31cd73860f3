import { Button } from '@digdir/designsystemet-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ALLOCATION_TRAIL } from '../../../api/audit.ts';
import type { TrailRow } from '../../../api/audit.ts';
import { useApi } from '../../../api/provider.tsx';
import { CHART_TEXTS } from '../../../components/charts/texts.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Topic } from '../../../components/topic.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { MONEY_TEXTS } from './texts.ts';
import { useTrailColumns } from './trail-columns.tsx';
import { TrailFile } from './trail-file.tsx';

/** As many rows as a page shows at once; an answer of the API has up to two thousand. */
const STEP = 50;
const firstPage: string | undefined = undefined;

/** Every worker-month that the allocation pays. */
export function AllocationTrail({ allocationId }: { readonly allocationId: string }) {
  const t = useTexts(MONEY_TEXTS);
  const api = useApi();
  const columns = useTrailColumns('worker');
  const [limit, setLimit] = useState(STEP);
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: [ALLOCATION_TRAIL.path, allocationId],
    queryFn: ({ pageParam, signal }) =>
      api.call(ALLOCATION_TRAIL, { params: { allocationId }, query: { cursor: pageParam } }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ cursor }) => cursor,
  });
  const rows = data?.pages.flatMap((page) => page.rows);
  const showMore = (): void => {
    setLimit(limit + STEP);
    if (hasNextPage && (rows?.length ?? 0) < limit + STEP) void fetchNextPage();
  };
  return (
    <Topic title={t('trail')} lead={t('trail.lead')} actions={<TrailFile allocationId={allocationId} />}>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {rows === undefined && error === null ? <Waiting label={t('page.loading')} lines={4} /> : null}
      {rows?.length === 0 ? <EmptyState title={t('trail.none')} next={t('trail.noneNext')} /> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <>
          <Sums rows={rows} />
          <DataTable
            caption={t('trail')}
            rows={rows.slice(0, limit)}
            keyOf={({ revisionId, row, month, batchId }) => `${revisionId}-${String(row)}-${month}-${batchId ?? ''}`}
            columns={columns}
          />
        </>
      )}
      {hasNextPage || (rows?.length ?? 0) > limit ? (
        <Button className="more" variant="secondary" loading={isFetching} onClick={showMore}>
          {t('trail.more')}
        </Button>
      ) : null}
    </Topic>
  );
}

const MONEY = ['disbursed', 'committed', 'overpaid', 'returned'] as const;

/** What the rows that are loaded come to, to hold against the balances above. */
function Sums({ rows }: { readonly rows: readonly TrailRow[] }) {
  const t = useTexts(MONEY_TEXTS);
  const states = useTexts(CHART_TEXTS);
  const { rupiah } = useFormat();
  const sums = MONEY.map((money) => {
    const own = rows.filter((row) => row.money === money);
    return { money, sum: own.reduce((before, { amount }) => before + amount, 0) };
  });
  return (
    <>
      <p className="count">{t('trail.shown', { count: rows.length })}</p>
      <ul className="sums" aria-label={t('trail.sums')}>
        {sums
          .filter(({ sum }) => sum > 0)
          .map(({ money, sum }) => (
            <li key={money}>
              <span>{states(`money.${money}`)}</span> <strong>{rupiah(sum)}</strong>
            </li>
          ))}
      </ul>
    </>
  );
}
