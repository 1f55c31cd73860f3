import { Button } from '@digdir/designsystemet-react';
import { useSearchParams } from 'react-router';
import * as z from 'zod';
import type { Change } from '../../../api/administration.ts';
import { Choice } from '../../../components/choice.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { ChangeCard } from './change-card.tsx';
import { CHANGE_TEXTS } from './texts.ts';
import { useChanges, usePlaces } from './use-changes.ts';

const FILTERS = ['pending', 'all', 'confirmed', 'rejected', 'withdrawn'] as const;
const filterSchema = z.enum(FILTERS);

/** The status asked for stands in the address; without one, what waits. */
function useFilter() {
  const [search, setSearch] = useSearchParams();
  const filter = filterSchema.safeParse(search.get('status')).data ?? 'pending';
  return { filter, choose: (value: string) => setSearch(value === 'pending' ? {} : { status: value }) };
}

/** Every change that administrators have proposed, first those that wait for a second one. */
export function ChangesPage() {
  const t = useTexts(CHANGE_TEXTS);
  const { filter, choose } = useFilter();
  const status = filter === 'all' ? undefined : filter;
  const { changes, names, error, refetch, hasNextPage, isFetching, fetchNextPage } = useChanges(status);
  return (
    <>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <div className="filters">
        <Choice
          label={t('filter.status')}
          value={filter}
          options={FILTERS.map((value) => ({ value, label: t(`status.${value}`) }))}
          onChoose={choose}
        />
      </div>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {changes === undefined && error === null ? <Waiting label={t('page.loading')} lines={6} /> : null}
      {changes === undefined ? null : <Found changes={changes} names={names} filter={filter} />}
      {hasNextPage ? (
        <Button className="more" variant="secondary" loading={isFetching} onClick={() => void fetchNextPage()}>
          {t('page.more')}
        </Button>
      ) : null}
    </>
  );
}

interface FoundProps extends Pick<ReturnType<typeof useChanges>, 'names'> {
  readonly changes: readonly Change[];
  readonly filter: (typeof FILTERS)[number];
}

function Found({ changes, names, filter }: FoundProps) {
  const t = useTexts(CHANGE_TEXTS);
  const { data: places } = usePlaces();
  if (changes.length === 0) {
    return filter === 'pending' ? (
      <EmptyState title={t('empty.pending')} next={t('empty.pendingNext')} />
    ) : (
      <EmptyState title={t('empty.other')} next={t('empty.otherNext')} />
    );
  }
  return (
    <>
      <p className="count" role="status">
        {t('page.count', { count: changes.length })}
      </p>
      <ul className="changes">
        {changes.map((change) => (
          <ChangeCard key={change.changeId} change={change} names={names} places={places} />
        ))}
      </ul>
    </>
  );
}
