import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import type { Calendar } from '../../../../../domain/calendar/calendar.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../fields.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { CALENDAR_TEXTS } from './texts.ts';

type Holiday = Calendar['holidays'][number];

const WHOLE = /^\d{1,2}$/;
const LAST_DUE_DAY = 28;

/** The whole calendar to be proposed: its holidays, due day and the times that count from it. */
export function CalendarForm({ start }: { readonly start: Calendar }) {
  const t = useTexts(CALENDAR_TEXTS);
  const [version, setVersion] = useState('');
  const [dueDay, setDueDay] = useState(String(start.dueDay.day));
  const [opens, setOpens] = useState(String(start.openWorkingDaysBefore));
  const [reminders, setReminders] = useState(start.reminderWorkingDaysBefore.join(', '));
  const [holidays, setHolidays] = useState<readonly Holiday[]>(start.holidays);
  const days = reminders.trim() === '' ? [] : reminders.split(',').map((day) => day.trim());
  const due = Number(dueDay);
  const problems = {
    version: version.trim() === '' || version.trim() === start.version ? t('problem.version') : undefined,
    'dueDay.day': WHOLE.test(dueDay) && due >= 1 && due <= LAST_DUE_DAY ? undefined : t('problem.dueDay'),
    openWorkingDaysBefore: WHOLE.test(opens) ? undefined : t('problem.days'),
    reminderWorkingDaysBefore: days.every((day) => WHOLE.test(day)) ? undefined : t('problem.reminders'),
  };
  const content = {
    version: version.trim(),
    dueDay: { ...start.dueDay, day: due },
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
            <Holidays holidays={holidays} onChange={setHolidays} />
          </>
        )}
      </ProposalForm>
    </Section>
  );
}

interface HolidaysProps {
  readonly holidays: readonly Holiday[];
  readonly onChange: (holidays: readonly Holiday[]) => void;
}

function Holidays({ holidays, onChange }: HolidaysProps) {
  const t = useTexts(CALENDAR_TEXTS);
  const format = useFormat();
  return (
    <fieldset className="admin-group">
      <legend>{t('holidays.title')}</legend>
      <ul className="holidays">
        {holidays.map((holiday) => (
          <li key={holiday.date}>
            <span>
              {format.date(holiday.date)} · {holiday.name}
              <span className="below">{holiday.source}</span>
            </span>
            <Button
              type="button"
              variant="tertiary"
              data-size="sm"
              aria-label={t('holidays.removeOne', { name: holiday.name, date: format.date(holiday.date) })}
              onClick={() => onChange(holidays.filter((one) => one !== holiday))}
            >
              {t('holidays.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <NewHoliday holidays={holidays} onChange={onChange} />
    </fieldset>
  );
}

const EMPTY = { date: '', name: '', source: '' };

function NewHoliday({ holidays, onChange }: HolidaysProps) {
  const t = useTexts(CALENDAR_TEXTS);
  const [fields, setFields] = useState(EMPTY);
  const { date, name, source } = fields;
  const isTwice = holidays.some((one) => one.date === date);
  const fieldOf = (of: keyof typeof EMPTY) => ({
    value: fields[of],
    onType: (value: string) => setFields((before) => ({ ...before, [of]: value })),
  });
  const add = (): void => {
    const holiday: Holiday = { date, name: name.trim(), source: source.trim(), certainty: 'certain' };
    onChange([...holidays, holiday].toSorted((a, b) => (a.date < b.date ? -1 : 1)));
    setFields(EMPTY);
  };
  const isWhole = date !== '' && name.trim() !== '' && source.trim() !== '';
  return (
    <div className="admin-fields">
      <TextField
        {...fieldOf('date')}
        label={t('holiday.date')}
        type="date"
        problem={isTwice ? t('problem.twice') : undefined}
      />
      <TextField {...fieldOf('name')} label={t('holiday.name')} />
      <TextField {...fieldOf('source')} label={t('holiday.source')} hint={t('holiday.sourceHint')} />
      <div className="holiday-add">
        <Button type="button" variant="secondary" disabled={!isWhole || isTwice} onClick={add}>
          {t('holidays.add')}
        </Button>
      </div>
    </div>
  );
}
