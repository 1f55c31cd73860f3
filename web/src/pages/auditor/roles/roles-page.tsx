import { useQuery } from '@tanstack/react-query';
import { ROLES } from '../../../api/audit.ts';
import type { RoleHolder } from '../../../api/audit.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { HistoryLink } from '../../../components/history-link.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { TableTopic } from '../../../components/table-topic.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { SHELL_TEXTS } from '../../../shell/texts.ts';
import '../auditor.css';
import { ROLES_TEXTS } from './texts.ts';

/** Who may do what now; how it came to that stands in the history of people and roles. */
export function RolesPage() {
  const t = useTexts(ROLES_TEXTS);
  const { data, error, refetch } = useQuery(readOf(useApi(), ROLES, {}));
  return (
    <>
      <PageTitle lead={t('lead')} actions={<HistoryLink kind="config" id="people" about={t('title')} />}>
        {t('title')}
      </PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('loading')} lines={6} /> : null}
      {data === undefined ? null : <Granted people={data.people} />}
    </>
  );
}

function Granted({ people }: { readonly people: readonly RoleHolder[] }) {
  const t = useTexts(ROLES_TEXTS);
  const named = useTexts(SHELL_TEXTS);
  const { date } = useFormat();
  return (
    <TableTopic<RoleHolder>
      title={t('people', { count: people.length })}
      rows={people}
      keyOf={({ personId }) => personId}
      empty={{ title: t('none'), next: t('noneNext') }}
      file={{
        name: 'peran',
        columns: [
          { heading: 'personId', value: ({ personId }) => personId },
          { heading: 'name', value: ({ name }) => name },
          { heading: 'officeId', value: ({ office }) => office?.officeId },
          { heading: 'office', value: ({ office }) => office?.name },
          { heading: 'roles', value: ({ roles }) => roles.join(' ') },
          { heading: 'leftOn', value: ({ leftOn }) => leftOn },
          { heading: 'hasAccount', value: ({ hasAccount }) => String(hasAccount) },
        ],
      }}
      columns={[
        {
          header: t('person'),
          cell: ({ name, personId }) => (
            <>
              {name}
              <span className="below">{personId}</span>
            </>
          ),
        },
        { header: t('roles'), cell: ({ roles }) => roles.map((role) => named(`role.${role}`)).join(', ') },
        { header: t('office'), cell: ({ office }) => office?.name ?? '–' },
        {
          header: t('account'),
          cell: ({ hasAccount, leftOn }) =>
            leftOn === undefined ? t(hasAccount ? 'signsIn' : 'byLink') : t('left', { date: date(leftOn) }),
        },
        {
          header: t('history'),
          cell: ({ personId, name }) => <HistoryLink kind="person" id={personId} about={name} isShort />,
        },
      ]}
    />
  );
}
