import { useState } from 'react';
import { roleSchema } from '../../../../../domain/configuration/role.ts';
import type { PersonEntry } from '../../../api/administration.ts';
import { Choice } from '../../../components/choice.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { ButtonLink } from '../button-link.tsx';
import { usePlaces } from '../changes/use-changes.ts';
import { TextField } from '../fields.tsx';
import { Loaded } from '../loaded.tsx';
import { PendingNote } from '../pending-note.tsx';
import { Section } from '../section.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { OfficeTable } from './office-table.tsx';
import { PeopleTable } from './people-table.tsx';
import { PEOPLE_TEXTS } from './texts.ts';
import { usePeople } from './use-people.ts';

/** Everybody who may do something here, and the offices they belong to. */
export function PeoplePage() {
  const t = useTexts(PEOPLE_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const people = usePeople();
  const places = usePlaces();
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <PendingNote kinds={['person', 'office', 'pin']} />
      <div className="admin-parts">
        <Section
          title={t('people.title')}
          actions={<ButtonLink to="/administrasi/orang/baru">{t('people.add')}</ButtonLink>}
        >
          <Loaded query={people} lines={8}>
            {(data) => <People people={data.people} offices={places.data?.offices ?? []} />}
          </Loaded>
        </Section>
        <Section
          title={t('offices.title')}
          actions={<ButtonLink to="/administrasi/instansi/baru">{t('offices.add')}</ButtonLink>}
        >
          <Loaded query={places}>{(data) => <OfficeTable places={data} />}</Loaded>
        </Section>
      </div>
    </>
  );
}

interface PeopleProps {
  readonly people: readonly PersonEntry[];
  readonly offices: readonly { readonly officeId: string; readonly name: string }[];
}

function People({ people, offices }: PeopleProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const [role, setRole] = useState('');
  const [state, setState] = useState('present');
  const [sought, setSought] = useState('');
  const text = sought.trim().toLowerCase();
  const found = people.filter(({ roles, name, email, personId, leftOn }) => {
    if ((state === 'present') !== (leftOn === undefined)) return false;
    const isSought = [name, email, personId].some((one) => one.toLowerCase().includes(text));
    return isSought && (role === '' || roles.some((one) => one === role));
  });
  return (
    <>
      <div className="filters">
        <Choice
          label={t('filter.role')}
          value={role}
          options={[
            { value: '', label: t('filter.all') },
            ...roleSchema.options.map((value) => ({ value, label: words(`role.${value}`) })),
          ]}
          onChoose={setRole}
        />
        {people.some(({ leftOn }) => leftOn !== undefined) ? (
          <Choice
            label={t('filter.state')}
            value={state}
            options={[
              { value: 'present', label: t('filter.present') },
              { value: 'left', label: t('filter.leftOnly') },
            ]}
            onChoose={setState}
          />
        ) : null}
        <TextField label={t('filter.name')} value={sought} onType={setSought} />
      </div>
      <p className="count" role="status">
        {t('people.count', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <EmptyState title={t('people.none')} next={t('people.noneNext')} />
      ) : (
        <PeopleTable people={found} offices={offices} />
      )}
    </>
  );
}
