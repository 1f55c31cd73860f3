import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { DELEGATIONS, FREEZES } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { lastMomentOf } from '../last-moment.ts';
import { Loaded } from '../loaded.tsx';
import { Section } from '../section.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { DelegationForm } from './delegation-form.tsx';
import { FreezeForm } from './freeze-form.tsx';
import { ABSENCE_TEXTS } from './texts.ts';

/** What before and after are told with weighs more than the rest of the page. */
const Asked = lazy(async () => ({ default: (await import('./asked.tsx')).Asked }));

/** Who stands in for whom and when, when nothing is decided, and what of it waits to be confirmed. */
export function AbsencePage() {
  const t = useTexts(ABSENCE_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <div className="admin-parts">
        <Suspense fallback={null}>
          <Asked />
        </Suspense>
        <Delegations />
        <DelegationForm />
        <Freezes />
        <FreezeForm />
      </div>
    </>
  );
}

function Delegations() {
  const t = useTexts(ABSENCE_TEXTS);
  const { dateTime } = useFormat();
  const query = useQuery(readOf(useApi(), DELEGATIONS, {}));
  return (
    <Section title={t('delegations.title')}>
      <Loaded query={query} lines={3}>
        {({ delegations, names }) =>
          delegations.length === 0 ? (
            <EmptyState title={t('delegations.none')} next={t('delegations.noneNext')} />
          ) : (
            <DataTable
              caption={t('delegations.title')}
              rows={delegations}
              keyOf={({ delegationId }) => delegationId}
              columns={[
                { header: t('delegation.from'), cell: ({ fromPersonId }) => names[fromPersonId] ?? fromPersonId },
                { header: t('delegation.to'), cell: ({ toPersonId }) => names[toPersonId] ?? toPersonId },
                { header: t('span.from'), cell: ({ from }) => dateTime(from) },
                { header: t('span.until'), cell: ({ until }) => dateTime(lastMomentOf(until)) },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

function Freezes() {
  const t = useTexts(ABSENCE_TEXTS);
  const language = useLanguage();
  const { dateTime } = useFormat();
  const query = useQuery(readOf(useApi(), FREEZES, {}));
  return (
    <Section title={t('freezes.title')}>
      <Loaded query={query} lines={3}>
        {({ freezes }) =>
          freezes.length === 0 ? (
            <EmptyState title={t('freezes.none')} next={t('freezes.noneNext')} />
          ) : (
            <DataTable
              caption={t('freezes.title')}
              rows={freezes}
              keyOf={({ freezeId }) => freezeId}
              columns={[
                { header: t('freeze.reason'), cell: ({ reason }) => reason[language] },
                { header: t('span.from'), cell: ({ from }) => dateTime(from) },
                { header: t('span.until'), cell: ({ until }) => dateTime(lastMomentOf(until)) },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
