import { useQuery } from '@tanstack/react-query';
import { DASHBOARD } from '../../api/dashboard.ts';
import type { Dashboard } from '../../api/dashboard.ts';
import { useApi } from '../../api/provider.tsx';
import { readOf } from '../../api/queries.ts';
import { Choice } from '../../components/choice.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Approvals } from './approvals.tsx';
import './dashboard.css';
import { Ending } from './ending.tsx';
import { Headline } from './headline.tsx';
import { Kecamatan } from './kecamatan.tsx';
import { Money } from './money.tsx';
import { Occupations } from './occupations.tsx';
import { DASHBOARD_TEXTS } from './texts.ts';
import { useMonth } from './use-month.ts';

/** How far cover has come, where the money stands, what waits and what ends; an officer's is the own office's. */
export function DashboardPage() {
  const t = useTexts(DASHBOARD_TEXTS);
  const format = useFormat();
  const { month, months, choose } = useMonth();
  const { data, error, refetch } = useQuery(readOf(useApi(), DASHBOARD, { query: { month } }));
  return (
    <>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <div className="filters">
        <Choice
          label={t('month')}
          value={month}
          options={months.map((value) => ({ value, label: format.month(value) }))}
          onChoose={choose}
        />
      </div>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('loading')} lines={8} /> : null}
      {data === undefined ? null : <Parts dashboard={data} />}
    </>
  );
}

function Parts({ dashboard }: { readonly dashboard: Dashboard }) {
  const t = useTexts(DASHBOARD_TEXTS);
  const format = useFormat();
  const { at, officeName } = dashboard;
  return (
    <>
      <p className="count">
        {officeName === undefined ? t('everywhere') : t('ownOffice', { office: officeName })}{' '}
        {t('asOf', { at: format.dateTime(at) })}
      </p>
      <div className="topics dashboard">
        <Headline dashboard={dashboard} />
        <Kecamatan dashboard={dashboard} />
        <Occupations dashboard={dashboard} />
        <Money dashboard={dashboard} />
        <Approvals dashboard={dashboard} />
        <Ending dashboard={dashboard} />
      </div>
    </>
  );
}
