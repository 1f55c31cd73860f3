import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { DASHBOARD, RELEASE, RETRY_BATCH, RETRY_REQUEST } from '../../../api/administration.ts';
import { BATCHES } from '../../../api/batches.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { REQUESTS } from '../../../api/request-list.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { RequestStatus } from '../../../components/request-status.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { Loaded } from '../loaded.tsx';
import { Section } from '../section.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { Act } from './act.tsx';
import { OpenLevels } from './open-levels.tsx';
import { STUCK_TEXTS } from './texts.ts';

/** What goes on only with an administrator: executions that gave up, and approvers who are silent. */
export function StuckPage() {
  const t = useTexts(STUCK_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const api = useApi();
  const requests = useQuery(readOf(api, REQUESTS, { query: { stuck: 'true' } }));
  const batches = useQuery(readOf(api, BATCHES, { query: { stuck: 'true' } }));
  const dashboard = useQuery(readOf(api, DASHBOARD, {}));
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <div className="admin-parts">
        <Section title={t('levels.title')}>
          <Loaded query={dashboard}>{({ approvals }) => <OpenLevels levels={approvals.longest} />}</Loaded>
        </Section>
        <Section title={t('requests.title')}>
          <Loaded query={requests}>
            {(data) => (
              <StuckList none={t('requests.none')} count={data.requests.length}>
                {data.requests.map(({ requestId, title, status }) => (
                  <li key={requestId} className="change">
                    <p>
                      <Link to={`/usulan/${requestId}`}>{title}</Link> <RequestStatus status={status} />
                    </p>
                    <div className="actions">
                      <Act
                        name="retry"
                        endpoint={RETRY_REQUEST}
                        inputOf={(reason) => ({ params: { requestId }, body: { reason } })}
                      />
                      <Act
                        name="release"
                        endpoint={RELEASE}
                        inputOf={(reason) => ({ params: { requestId }, body: { reason } })}
                      />
                    </div>
                  </li>
                ))}
              </StuckList>
            )}
          </Loaded>
        </Section>
        <Section title={t('batches.title')}>
          <Loaded query={batches}>
            {(data) => (
              <StuckList none={t('batches.none')} count={data.batches.length}>
                {data.batches.map(({ batchId }) => (
                  <li key={batchId} className="change">
                    <p>
                      <Link to={`/batch/${batchId}`}>{batchId}</Link>
                    </p>
                    <div className="actions">
                      <Act
                        name="retry"
                        endpoint={RETRY_BATCH}
                        inputOf={(reason) => ({ params: { batchId }, body: { reason } })}
                      />
                    </div>
                  </li>
                ))}
              </StuckList>
            )}
          </Loaded>
        </Section>
      </div>
    </>
  );
}

interface StuckListProps {
  readonly none: string;
  readonly count: number;
  readonly children: ReactNode;
}

function StuckList({ none, count, children }: StuckListProps) {
  const t = useTexts(STUCK_TEXTS);
  return count === 0 ? <EmptyState title={none} next={t('none.next')} /> : <ul className="changes">{children}</ul>;
}
