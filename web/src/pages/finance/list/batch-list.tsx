import { Button } from '@digdir/designsystemet-react';
import type { BatchListEntry } from '../../../api/batches.ts';
import { Choice } from '../../../components/choice.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { BatchTable } from './batch-table.tsx';
import '../finance.css';
import { LIST_TEXTS } from './texts.ts';
import { FINANCE_TEXTS } from '../texts.ts';
import { batchFilterSchema, useBatches, useBatchFilter } from './use-batches.ts';

/** Every payment batch, filtered by where it stands. */
export function BatchList() {
  const t = useTexts(LIST_TEXTS);
  const shared = useTexts(FINANCE_TEXTS);
  const { filter, choose } = useBatchFilter();
  const { batches, error, refetch, hasNextPage, isFetching, fetchNextPage } = useBatches(filter);
  const isSearching = batches === undefined || (batches.length === 0 && hasNextPage);
  return (
    <>
      <PageTitle lead={t('list.lead')}>{t('list.title')}</PageTitle>
      <div className="filters">
        <Choice
          label={t('filter.status')}
          value={filter ?? ''}
          options={[
            { value: '', label: t('filter.all') },
            ...batchFilterSchema.options.map((value) => ({ value, label: shared(`status.${value}`) })),
          ]}
          onChoose={choose}
        />
      </div>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {isSearching && error === null ? <Waiting label={t('list.loading')} lines={6} /> : null}
      {isSearching ? null : <Found batches={batches} />}
      {hasNextPage && !isSearching ? (
        <Button className="more" variant="secondary" loading={isFetching} onClick={() => void fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </>
  );
}

function Found({ batches }: { readonly batches: readonly BatchListEntry[] }) {
  const t = useTexts(LIST_TEXTS);
  const { filter, choose } = useBatchFilter();
  if (batches.length > 0) {
    return (
      <>
        <p className="count" role="status">
          {t('list.shown', { count: batches.length })}
        </p>
        <BatchTable batches={batches} />
      </>
    );
  }
  if (filter === undefined) return <EmptyState title={t('empty.title')} next={t('empty.next')} />;
  const clear = (
    <Button variant="secondary" onClick={() => choose('')}>
      {t('filter.clear')}
    </Button>
  );
  return <EmptyState title={t('empty.filtered')} next={t('empty.filteredNext')} action={clear} />;
}
