import { Button } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import { isPassing } from '../../../api/failure.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { areRowsGone } from './begin-renewal.ts';
import { RenewalTable } from './renewal-table.tsx';
import './renewals.css';
import { RENEWAL_TEXTS } from './texts.ts';
import { useBegin } from './use-begin.ts';
import type { Beginning } from './use-begin.ts';
import { useRenewals } from './use-renewals.ts';

/** The office's requests whose cover ends, each with what follows: ready to begin, begun on this device, or sent. */
export function RenewalsPage() {
  const t = useTexts(RENEWAL_TEXTS);
  const { renewals, drafts, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useRenewals();
  const beginning = useBegin();
  return (
    <>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      <NotBegun {...beginning} />
      {renewals === undefined && error === null ? <Waiting label={t('loading')} lines={6} /> : null}
      {renewals?.length === 0 ? <EmptyState title={t('empty.title')} next={t('empty.next')} /> : null}
      {renewals === undefined || renewals.length === 0 ? null : (
        <RenewalTable renewals={renewals} drafts={drafts} {...beginning}>
          {hasNextPage ? (
            <Button
              className="more"
              variant="secondary"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t('more')}
            </Button>
          ) : null}
        </RenewalTable>
      )}
    </>
  );
}

/** Why the draft that was asked for is not there; in sight, however far down its button stands. */
function NotBegun({ failed, begin }: Beginning) {
  const t = useTexts(RENEWAL_TEXTS);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failed !== undefined) place.current?.scrollIntoView({ block: 'nearest' });
  }, [failed]);
  if (failed === undefined) return null;
  const { renewal, error } = failed;
  return (
    <div ref={place} className="not-begun">
      <p>{t('failed', { title: renewal.header.title })}</p>
      <FailureNotice error={error} {...(isPassing(error) && { onRetry: () => begin(renewal) })} />
      {areRowsGone(error) ? (
        <Button className="notice-action" variant="secondary" onClick={() => begin(renewal, 'empty-roster')}>
          {t('beginEmpty')}
        </Button>
      ) : null}
    </div>
  );
}
