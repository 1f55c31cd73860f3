import { Button } from '@digdir/designsystemet-react';
import { useEffect } from 'react';
import { revisionStatusSchema } from '../../../../domain/request/lifecycle.ts';
import type { RequestListEntry } from '../../api/request-list.ts';
import { Choice } from '../../components/choice.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { COMPONENT_TEXTS } from '../../components/texts.ts';
import { Waiting } from '../../components/waiting.tsx';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { isFiltered, matches, monthsOfEntry, useRequestFilters } from './filters.ts';
import { RequestTable } from './request-table.tsx';
import { OFFICER_TEXTS } from './texts.ts';
import { useRequests } from './use-requests.ts';

/** The requests of the person's office (of all offices for those who see all), filtered by status and month. */
export function RequestList() {
  const t = useTexts(OFFICER_TEXTS);
  const { filters } = useRequestFilters();
  const { requests, error, refetch, hasNextPage, isFetching, fetchNextPage } = useRequests({
    all: isFiltered(filters),
  });
  const shown = requests?.filter((entry) => matches(entry, filters));
  useEffect(() => {
    // Where an officer begins: rosters that were sent do not stay on the device for long.
    void import('../../drafts/draft-store.ts').then(({ sweepDrafts }) => sweepDrafts()).catch(() => undefined);
  }, []);
  return (
    <>
      <PageTitle lead={t('list.lead')}>{t('list.title')}</PageTitle>
      {requests === undefined || requests.length === 0 ? null : <Filters requests={requests} />}
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {shown === undefined && error === null ? <Waiting label={t('list.loading')} lines={6} /> : null}
      {shown === undefined ? null : <Found shown={shown} isComplete={!hasNextPage} />}
      {hasNextPage ? (
        <Button className="more" variant="secondary" loading={isFetching} onClick={() => void fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </>
  );
}

function Found({ shown, isComplete }: { readonly shown: readonly RequestListEntry[]; readonly isComplete: boolean }) {
  const t = useTexts(OFFICER_TEXTS);
  const { filters, clear } = useRequestFilters();
  if (shown.length > 0) {
    return (
      <>
        <p className="count" role="status">
          {t('list.shown', { count: shown.length })}
        </p>
        <RequestTable requests={shown} />
      </>
    );
  }
  // Whether nothing matches is known only once all pages are here.
  if (!isComplete) return <Waiting label={t('list.loading')} />;
  if (!isFiltered(filters)) return <EmptyState title={t('empty.title')} next={t('empty.next')} />;
  const clearFilters = (
    <Button variant="secondary" onClick={clear}>
      {t('filter.clear')}
    </Button>
  );
  return <EmptyState title={t('empty.filtered')} next={t('empty.filteredNext')} action={clearFilters} />;
}

function Filters({ requests }: { readonly requests: readonly RequestListEntry[] }) {
  const t = useTexts(OFFICER_TEXTS);
  const told = useTexts(COMPONENT_TEXTS);
  const format = useFormat();
  const { filters, choose } = useRequestFilters();
  const all = { value: '', label: t('filter.all') };
  const chosen = filters.month === undefined ? [] : [filters.month];
  const months = [...new Set([...requests.flatMap(monthsOfEntry), ...chosen])].toSorted();
  return (
    <div className="filters">
      <Choice
        label={t('filter.status')}
        value={filters.status ?? ''}
        options={[all, ...revisionStatusSchema.options.map((value) => ({ value, label: told(`request.${value}`) }))]}
        onChoose={(value) => choose('status', value)}
      />
      <Choice
        label={t('filter.month')}
        value={filters.month ?? ''}
        options={[all, ...months.map((value) => ({ value, label: format.month(value) }))]}
        onChoose={(value) => choose('bulan', value)}
      />
    </div>
  );
}
