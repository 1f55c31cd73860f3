import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { AUDIT, auditParamsSchema, SEARCH } from '../../../api/audit.ts';
import type { Audit } from '../../../api/audit.ts';
import { Failure } from '../../../api/failure.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../auditor.css';
import { CONFIGURATION_NAMES, LISTS } from '../search/chains.ts';
import { SEARCH_TEXTS } from '../search/texts.ts';
import { verifyChain } from '../verify-chain.ts';
import type { Verdict } from '../verify-chain.ts';
import { EventTable } from './event-table.tsx';
import { HISTORY_TEXTS } from './texts.ts';
import { Verify } from './verify.tsx';

/** Everything that ever happened to one thing, with the proof that nothing of it was changed afterwards. */
export function HistoryPage() {
  const t = useTexts(HISTORY_TEXTS);
  const params = auditParamsSchema.safeParse(useParams());
  if (!params.success) throw new Failure('not-found');
  const { kind, id } = params.data;
  const name = useChainName({ kind, id });
  const { data, error, refetch } = useQuery(readOf(useApi(), AUDIT, { params: { kind, id } }));
  const hasNone = error instanceof Failure && error.code === 'chain-not-found';
  return (
    <>
      <PageTitle lead={name} actions={<Subject kind={kind} id={id} />}>
        {t('title')}
      </PageTitle>
      {hasNone ? <NoHistory /> : null}
      {error === null || hasNone ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('loading')} lines={6} /> : null}
      {data === undefined ? null : <Chain key={`${kind}-${id}`} audit={data} />}
    </>
  );
}

/** Lists and settings by the name that led here, everything else by its number. */
function useChainName({ kind, id }: Pick<Audit, 'kind' | 'id'>): string {
  const t = useTexts(HISTORY_TEXTS);
  const listed = useTexts(SEARCH_TEXTS);
  const setting = CONFIGURATION_NAMES.find((name) => kind === 'config' && name === id);
  if (setting !== undefined) return listed(`config.${setting}`);
  const list = LISTS.find((name) => kind === 'list' && name === id);
  return list === undefined ? [t(`kind.${kind}`), id].join(' ') : listed(`list.${list}`);
}

/** Of what has not been used yet, or of a number that was mistyped. */
function NoHistory() {
  const t = useTexts(HISTORY_TEXTS);
  return (
    <EmptyState title={t('none.title')} next={t('none.next')} action={<Link to="/telusur">{t('none.search')}</Link>} />
  );
}

function Chain({ audit }: { readonly audit: Audit }) {
  const [checked, setChecked] = useState<{ audit: Audit; verdict: Verdict }>();
  // A verdict is about the events that it was made on.
  const verdict = checked?.audit === audit ? checked.verdict : undefined;
  const verify = async (): Promise<void> => setChecked({ audit, verdict: await verifyChain(audit) });
  return (
    <div className="topics">
      <Verify audit={audit} verdict={verdict} onVerify={() => void verify()} />
      <EventTable audit={audit} brokenAt={verdict?.brokenAt ?? null} />
    </div>
  );
}

/** Leads to the page of what the history is about, where there is one. */
function Subject({ kind, id }: Pick<Audit, 'kind' | 'id'>) {
  const t = useTexts(HISTORY_TEXTS);
  const api = useApi();
  const { data } = useQuery({ ...readOf(api, SEARCH, { query: { q: id } }), enabled: kind === 'revision' });
  const request = data?.requests[0];
  if (request !== undefined) return <Link to={`/usulan/${request.requestId}`}>{request.title}</Link>;
  if (kind === 'batch') return <Link to={`/batch/${id}`}>{t('subject.batch')}</Link>;
  return kind === 'allocation' ? <Link to={`/aliran-dana/${id}`}>{t('subject.allocation')}</Link> : null;
}
