import { useState } from 'react';
import { useMe } from '../../../auth/me.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { SelectField, TextField } from '../fields.tsx';
import { approversAmong, usePeople } from '../people/use-people.ts';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { endOfDay, startOfDay } from './local-days.ts';
import { ABSENCE_TEXTS } from './texts.ts';

const EMPTY = { fromPersonId: '', toPersonId: '', from: '', until: '' };

/** Proposes who stands in for an absent approver, for whole local days. */
export function DelegationForm() {
  const t = useTexts(ABSENCE_TEXTS);
  const { timeZone } = useMe().regency;
  const [fields, setFields] = useState(EMPTY);
  const set = (change: Partial<typeof EMPTY>) => setFields((before) => ({ ...before, ...change }));
  const approvers = approversAmong(usePeople().data?.people ?? []).map(({ personId, name }) => ({
    value: personId,
    label: name,
  }));
  const { fromPersonId, toPersonId, from, until } = fields;
  const toProblem = toPersonId === '' ? t('problem.person') : t('problem.same');
  const problems = {
    fromPersonId: fromPersonId === '' ? t('problem.person') : undefined,
    toPersonId: toPersonId === '' || toPersonId === fromPersonId ? toProblem : undefined,
    from: from === '' ? t('problem.day') : undefined,
    until: until === '' || until < from ? t('problem.until') : undefined,
  };
  return (
    <Section title={t('delegation.propose')}>
      <ProposalForm
        problems={problems}
        wish={() => ({
          kind: 'delegation',
          content: { fromPersonId, toPersonId, from: startOfDay(from, timeZone), until: endOfDay(until, timeZone) },
        })}
      >
        {(problemAt) => (
          <div className="admin-fields">
            <SelectField
              label={t('delegation.from')}
              value={fromPersonId}
              problem={problemAt('fromPersonId')}
              options={[{ value: '', label: t('choose') }, ...approvers]}
              onChoose={(value) => set({ fromPersonId: value })}
            />
            <SelectField
              label={t('delegation.to')}
              value={toPersonId}
              problem={problemAt('toPersonId')}
              options={[{ value: '', label: t('choose') }, ...approvers]}
              onChoose={(value) => set({ toPersonId: value })}
            />
            <TextField
              label={t('delegation.firstDay')}
              type="date"
              value={from}
              problem={problemAt('from')}
              onType={(value) => set({ from: value })}
            />
            <TextField
              label={t('delegation.lastDay')}
              type="date"
              value={until}
              problem={problemAt('until')}
              onType={(value) => set({ until: value })}
            />
          </div>
        )}
      </ProposalForm>
    </Section>
  );
}
