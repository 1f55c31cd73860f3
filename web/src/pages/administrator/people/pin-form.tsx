import { useState } from 'react';
import type { PersonEntry } from '../../../api/administration.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../fields.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { PEOPLE_TEXTS } from './texts.ts';

interface PinFormProps {
  readonly personId: string;
  readonly pin: NonNullable<PersonEntry['pin']>;
}

const PIN = /^\d{6,12}$/;

/** A PIN newly agreed with an approver; nobody can read it again. */
export function PinForm({ personId, pin }: PinFormProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const [typed, setTyped] = useState('');
  const [again, setAgain] = useState('');
  return (
    <Section title={t('pin.title')}>
      <p className="section-lead">{t(`pin.now.${pin}`)}</p>
      <ProposalForm
        problems={{
          pin: PIN.test(typed) ? undefined : t('problem.pin'),
          again: typed === again ? undefined : t('problem.again'),
        }}
        wish={() => ({ kind: 'pin', content: { personId, pin: typed } })}
      >
        {(problemAt) => (
          <div className="admin-fields">
            <TextField
              label={t('pin.new')}
              hint={t('pin.hint')}
              type="password"
              isNumber
              maxLength={12}
              value={typed}
              problem={problemAt('pin')}
              onType={setTyped}
            />
            <TextField
              label={t('pin.again')}
              type="password"
              isNumber
              maxLength={12}
              value={again}
              problem={problemAt('again')}
              onType={setAgain}
            />
          </div>
        )}
      </ProposalForm>
    </Section>
  );
}
