import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DUTIES } from '../../../api/administration.ts';
import type { PersonEntry } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../fields.tsx';
import { Loaded } from '../loaded.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { DutiesList } from './duties-list.tsx';
import { contentOf, fieldsOf } from './person-fields.ts';
import { PEOPLE_TEXTS } from './texts.ts';

/** Somebody retires or moves: what rests on the person is told first, and the day from which it counts is proposed. */
export function LeaveForm({ person }: { readonly person: PersonEntry }) {
  const t = useTexts(PEOPLE_TEXTS);
  const { personId } = person;
  const duties = useQuery(readOf(useApi(), DUTIES, { params: { personId } }));
  return (
    <Section title={t('leave.title')}>
      <p className="section-lead">{t('leave.lead')}</p>
      <Loaded query={duties} lines={2}>
        {(data) => (
          <>
            <DutiesList duties={data} />
            {data.policyLevels.length === 0 ? <DayForm person={person} /> : null}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function DayForm({ person }: { readonly person: PersonEntry }) {
  const t = useTexts(PEOPLE_TEXTS);
  const [leftOn, setLeftOn] = useState('');
  return (
    <ProposalForm
      problems={{ leftOn: leftOn === '' ? t('problem.leftOn') : undefined }}
      wish={() => ({ kind: 'person', content: { ...contentOf(fieldsOf(person)), leftOn } })}
    >
      {(problemAt) => (
        <div className="admin-fields">
          <TextField
            label={t('leave.on')}
            hint={t('leave.onHint')}
            type="date"
            value={leftOn}
            problem={problemAt('leftOn')}
            onType={setLeftOn}
          />
        </div>
      )}
    </ProposalForm>
  );
}
