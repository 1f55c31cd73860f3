import { useQuery } from '@tanstack/react-query';
import { CHANGES, DELEGATIONS, FREEZES } from '../../../api/administration.ts';
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
import { ChangeCard } from '../changes/change-card.tsx';
import { usePlaces } from '../changes/use-changes.ts';
import { Loaded } from '../loaded.tsx';
import { Section } from '../section.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { DelegationForm } from './delegation-form.tsx';
import { FreezeForm } from './freeze-form.tsx';
import { ABSENCE_TEXTS } from './texts.ts';

/** Who stands in for whom and when, when nothing is decided, and what of it waits to be confirmed. */
export function AbsencePage() {
  const t = useTexts(ABSENCE_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <div className="admin-parts">
        <Asked />
        <Delegations />
        <DelegationForm />
        <Freezes />
        <FreezeForm />
      </div>
    </>
  );
}

/** Absences that approvers have asked for by their link, and what administrators have proposed. */
function Asked() {
  const t = useTexts(ABSENCE_TEXTS);
  const { data } = useQuery(readOf(useApi(), CHANGES, { query: { status: 'pending' } }));
  const { data: places } = usePlaces();
  const asked = data?.changes.filter(({ kind }) => kind === 'delegation' || kind === 'freeze') ?? [];
  if (data === undefined || asked.length === 0) return null;
  return (
    <Section title={t('asked.title')}>
      <ul className="changes">
        {asked.map((change) => (
          <ChangeCard key={change.changeId} change={change} names={data.names} places={places} level={3} />
        ))}
      </ul>
    </Section>
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
                { header: t('span.until'), cell: ({ until }) => dateTime(until) },
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
                { header: t('span.until'), cell: ({ until }) => dateTime(until) },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
