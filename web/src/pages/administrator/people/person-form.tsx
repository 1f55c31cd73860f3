import { useState } from 'react';
import { roleSchema } from '../../../../../domain/configuration/role.ts';
import type { PersonEntry } from '../../../api/administration.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { SelectField, TextField } from '../fields.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { contentOf, needsAccount, problemsOf } from './person-fields.ts';
import type { PersonFields } from './person-fields.ts';
import { PEOPLE_TEXTS } from './texts.ts';

interface PersonFormProps {
  readonly start: PersonFields;
  readonly isNew: boolean;
  readonly title: string;
  readonly others: readonly PersonEntry[];
  readonly offices: readonly { readonly officeId: string; readonly name: string }[];
}

/** A person as a whole, to be proposed. */
export function PersonForm({ start, isNew, title, others, offices }: PersonFormProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const [fields, setFields] = useState(start);
  const set = (change: Partial<PersonFields>) => setFields((before) => ({ ...before, ...change }));
  const roleOf = (value: string) => roleSchema.safeParse(value).data ?? fields.role;
  return (
    <Section title={title}>
      <ProposalForm
        problems={problemsOf(fields, others, (problem) => t(`problem.${problem}`))}
        wish={() => ({ kind: 'person', content: contentOf(fields) })}
      >
        {(problemAt) => (
          <div className="admin-fields">
            {isNew ? (
              <TextField
                label={t('person.id')}
                hint={t('person.idHint')}
                value={fields.personId}
                problem={problemAt('personId')}
                onType={(personId) => set({ personId })}
              />
            ) : null}
            <TextField
              label={t('people.name')}
              value={fields.name}
              problem={problemAt('name')}
              onType={(name) => set({ name })}
            />
            <TextField
              label={t('people.email')}
              hint={t('person.emailHint')}
              type="email"
              value={fields.email}
              problem={problemAt('email')}
              onType={(email) => set({ email })}
            />
            <SelectField
              label={t('people.role')}
              hint={t('person.roleHint')}
              value={fields.role}
              options={roleSchema.options.map((value) => ({ value, label: words(`role.${value}`) }))}
              onChoose={(role) => set({ role: roleOf(role) })}
            />
            <SelectField
              label={t('people.office')}
              value={fields.officeId}
              problem={problemAt('officeId')}
              options={[
                { value: '', label: t('person.noOffice') },
                ...offices.map(({ officeId, name }) => ({ value: officeId, label: name })),
              ]}
              onChoose={(officeId) => set({ officeId })}
            />
            {needsAccount(fields) ? (
              <TextField
                label={t('person.account')}
                hint={t('person.accountHint')}
                value={fields.account}
                problem={problemAt('account')}
                onType={(account) => set({ account })}
              />
            ) : null}
            <SelectField
              label={t('person.language')}
              value={fields.language}
              options={[
                { value: 'id', label: t('language.id') },
                { value: 'en', label: t('language.en') },
              ]}
              onChoose={(language) => set({ language: language === 'en' ? 'en' : 'id' })}
            />
          </div>
        )}
      </ProposalForm>
    </Section>
  );
}
