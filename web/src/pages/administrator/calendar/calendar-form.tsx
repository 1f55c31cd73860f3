import { useState } from 'react';
import type { Calendar } from '../../../../../domain/calendar/calendar.ts';
import type { Certainty } from '../../../../../domain/tariff/provenance.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../fields.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { HolidaysField } from './holidays-field.tsx';
import type { Holiday } from './holidays-field.tsx';
import { StandingField } from './standing-field.tsx';
import { CALENDAR_TEXTS } from './texts.ts';

const WHOLE = /^\d{1,2}$/;
const LAST_DUE_DAY = 28;

/** The whole calendar to be proposed: its holidays, due day and the times that count from it. */
export function CalendarForm({ start }: { readonly start: Calendar }) {
  const t = useTexts(CALENDAR_TEXTS);
  const [version, setVersion] = useState('');
  const [dueDay, setDueDay] = useState(String(start.dueDay.day));
  /** A due day on another date rests on another source. */
  const [basis, setBasis] = useState<{ source: string; certainty: Certainty }>({ source: '', certainty: 'certain' });
  const [opens, setOpens] = useState(String(start.openWorkingDaysBefore));
  const [reminders, setReminders] = useState(start.reminderWorkingDaysBefore.join(', '));
  const [holidays, setHolidays] = useState<readonly Holiday[]>(start.holidays);
  const days = reminders.trim() === '' ? [] : reminders.split(',').map((day) => day.trim());
  const due = Number(dueDay);
  const isMoved = due !== start.dueDay.day;
  const problems = {
    version: version.trim() === '' || version.trim() === start.version ? t('problem.version') : undefined,
    'dueDay.day': WHOLE.test(dueDay) && due >= 1 && due <= LAST_DUE_DAY ? undefined : t('problem.dueDay'),
    'dueDay.source': isMoved && basis.source.trim() === '' ? t('problem.source') : undefined,
    openWorkingDaysBefore: WHOLE.test(opens) ? undefined : t('problem.days'),
    reminderWorkingDaysBefore: days.every((day) => WHOLE.test(day)) ? undefined : t('problem.reminders'),
  };
  const content = {
    version: version.trim(),
    dueDay: isMoved ? { ...basis, source: basis.source.trim(), day: due } : start.dueDay,
    weekend: [...start.weekend],
    holidays: [...holidays],
    openWorkingDaysBefore: Number(opens),
    reminderWorkingDaysBefore: days.map(Number),
  };
  return (
    <Section title={t('change.title')}>
      <ProposalForm problems={problems} wish={() => ({ kind: 'calendar', content })}>
        {(problemAt) => (
          <>
            <div className="admin-fields">
              <TextField
                label={t('change.version')}
                hint={t('change.versionHint', { version: start.version })}
                value={version}
                problem={problemAt('version')}
                onType={setVersion}
              />
              <TextField
                label={t('change.dueDay')}
                isNumber
                value={dueDay}
                problem={problemAt('dueDay.day')}
                onType={setDueDay}
              />
              {isMoved ? (
                <>
                  <TextField
                    label={t('dueDay.source')}
                    hint={t('dueDay.sourceHint')}
                    value={basis.source}
                    problem={problemAt('dueDay.source')}
                    onType={(source) => setBasis({ ...basis, source })}
                  />
                  <StandingField
                    label={t('dueDay.standing')}
                    value={basis.certainty}
                    onChoose={(certainty) => setBasis({ ...basis, certainty })}
                  />
                </>
              ) : null}
              <TextField
                label={t('change.opens')}
                isNumber
                value={opens}
                problem={problemAt('openWorkingDaysBefore')}
                onType={setOpens}
              />
              <TextField
                label={t('change.reminders')}
                value={reminders}
                problem={problemAt('reminderWorkingDaysBefore')}
                onType={setReminders}
              />
            </div>
            <HolidaysField holidays={holidays} onChange={setHolidays} />
          </>
        )}
      </ProposalForm>
    </Section>
  );
}
