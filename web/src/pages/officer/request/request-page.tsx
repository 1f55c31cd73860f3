import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { isDead } from '../../../../../domain/request/lifecycle.ts';
import type { RevisionStatus } from '../../../../../domain/request/lifecycle.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { REQUEST } from '../../../api/requests.ts';
import type { RequestView } from '../../../api/requests.ts';
import { useMe } from '../../../auth/me.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { HistoryLink } from '../../../components/history-link.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { RequestStatus } from '../../../components/request-status.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Approvals } from './approvals.tsx';
import { Changes } from './changes.tsx';
import { Details } from './details.tsx';
import { Payment } from './payment.tsx';
import { ReviseButton } from './revise-button.tsx';
import { RowResults } from './row-results.tsx';
import { REQUEST_TEXTS } from './texts.ts';
import { Timeline } from './timeline.tsx';
import { Withdraw } from './withdraw.tsx';
import '../officer.css';
import './request.css';

const SOON_MS = 2_000;
const LATER_MS = 30_000;

/** The system works by itself within seconds; people take longer. */
const QUICK: readonly RevisionStatus[] = ['submitted', 'checking', 'approved', 'recording'];

/** How soon to look again, ms. */
function lookAgain(status: RevisionStatus | undefined): number | false {
  if (status === undefined) return false;
  if (QUICK.includes(status)) return SOON_MS;
  return status === 'approving' ? LATER_MS : false;
}

/** One request: where it stands, why, and what to do next. */
export function RequestPage() {
  const t = useTexts(REQUEST_TEXTS);
  const { requestId = '' } = useParams();
  const { data, error, refetch } = useQuery({
    ...readOf(useApi(), REQUEST, { params: { requestId } }),
    refetchInterval: (query) => lookAgain(query.state.data?.status),
  });
  return (
    <>
      {data === undefined ? <PageTitle>{t('page.title')}</PageTitle> : null}
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('page.loading')} lines={6} /> : null}
      {data === undefined ? null : <Loaded request={data} onChanged={() => void refetch()} />}
    </>
  );
}

/** Committed is for ever: no revision needs what the device still has. */
function useForgetting({ requestId, status }: RequestView): void {
  useEffect(() => {
    if (status !== 'committed') return;
    void import('../../../drafts/draft-store.ts')
      .then(({ forgetSent }) => forgetSent(requestId))
      .catch(() => undefined);
  }, [requestId, status]);
}

function Loaded({ request, onChanged }: { readonly request: RequestView; readonly onChanged: () => void }) {
  const t = useTexts(REQUEST_TEXTS);
  const isOfficer = useMe().roles.includes('officer');
  const { status, title, number, requestId } = request;
  useForgetting(request);
  const canWithdraw = isOfficer && ['submitted', 'checking', 'approving', 'approved'].includes(status);
  const actions = (
    <>
      <HistoryLink kind="revision" id={request.revisionId} about={title} />
      {isOfficer && isDead(status) ? <ReviseButton request={request} /> : null}
      <Button variant="secondary" onClick={() => window.print()}>
        {t('page.print')}
      </Button>
    </>
  );
  return (
    <>
      <PageTitle lead={t('page.lead', { id: requestId, number: String(number) })} actions={actions}>
        {title}
      </PageTitle>
      <Standing request={request} />
      <Details request={request} />
      {number > 1 ? <Changes requestId={requestId} /> : null}
      <Approvals request={request} />
      <Payment request={request} />
      <RowResults request={request} />
      <Timeline request={request} />
      {canWithdraw ? <Withdraw requestId={requestId} onDone={onChanged} /> : null}
    </>
  );
}

/** Status, reason and whose turn it is, in one place. */
function Standing({ request: { status, paymentStage, outcome, next } }: { readonly request: RequestView }) {
  const t = useTexts(REQUEST_TEXTS);
  const language = useLanguage();
  return (
    <section className="standing" aria-label={t('standing.title')}>
      <div role="status">
        <RequestStatus status={status} paymentStage={paymentStage} />
      </div>
      {outcome === undefined ? null : (
        <Alert data-color={status === 'withdrawn' ? 'info' : 'warning'}>
          <Paragraph>
            <strong>{t('standing.why')}</strong> {outcome[language]}
          </Paragraph>
        </Alert>
      )}
      <p>
        <strong>{t(`turn.${next.turn}`)}</strong> {next.text[language]}
      </p>
    </section>
  );
}
