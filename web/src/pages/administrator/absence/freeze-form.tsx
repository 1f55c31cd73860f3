import { useState } from 'react';
import { useMe } from '../../../auth/me.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../fields.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { endOfDay, startOfDay } from './local-days.ts';
import { ABSENCE_TEXTS } from './texts.ts';

const EMPTY = { from: '', until: '', reasonId: '', reasonEn: '' };

/** Proposes whole local days in which nothing is decided, ahead of their start. */
export function FreezeForm() {
  const t = useTexts(ABSENCE_TEXTS);
  const { timeZone } = useMe().regency;
  const [fields, setFields] = useState(EMPTY);
  const { from, until, reasonId, reasonEn } = fields;
  const [openedAt] = useState(() => new Date().toISOString());
  const isAhead = from !== '' && startOfDay(from, timeZone) > openedAt;
  const problems = {
    from: isAhead ? undefined : t('problem.ahead'),
    until: until === '' || until < from ? t('problem.until') : undefined,
    'reason.id': reasonId.trim() === '' ? t('problem.reason') : undefined,
    'reason.en': reasonEn.trim() === '' ? t('problem.reason') : undefined,
  };
  const fieldOf = (name: keyof typeof EMPTY) => ({
    value: fields[name],
    onType: (value: string) => setFields((before) => ({ ...before, [name]: value })),
  });
  return (
    <Section title={t('freeze.propose')}>
      <ProposalForm
        problems={problems}
        wish={() => ({
          kind: 'freeze',
          content: {
            from: startOfDay(from, timeZone),
            until: endOfDay(until, timeZone),
            reason: { id: reasonId.trim(), en: reasonEn.trim() },
          },
        })}
      >
        {(problemAt) => (
          <div className="admin-fields">
            <TextField {...fieldOf('from')} label={t('freeze.firstDay')} type="date" problem={problemAt('from')} />
            <TextField {...fieldOf('until')} label={t('freeze.lastDay')} type="date" problem={problemAt('until')} />
            <TextField {...fieldOf('reasonId')} label={t('freeze.reasonId')} problem={problemAt('reason.id')} />
            <TextField {...fieldOf('reasonEn')} label={t('freeze.reasonEn')} problem={problemAt('reason.en')} />
          </div>
        )}
      </ProposalForm>
    </Section>
  );
}
