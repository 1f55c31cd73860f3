import { Button, Tag } from '@digdir/designsystemet-react';
import { useRef, useState } from 'react';
import type { Calendar } from '../../../../../domain/calendar/calendar.ts';
import { citationIn } from '../../../../../domain/tariff/provenance.ts';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../fields.tsx';
import { StandingField } from './standing-field.tsx';
import { CALENDAR_TEXTS } from './texts.ts';

export type Holiday = Calendar['holidays'][number];

interface HolidaysProps {
  readonly holidays: readonly Holiday[];
  readonly onChange: (holidays: readonly Holiday[]) => void;
}

/** The holidays of the calendar to be proposed; one that was only expected can be changed once its decree is there. */
export function HolidaysField({ holidays, onChange }: HolidaysProps) {
  const t = useTexts(CALENDAR_TEXTS);
  const format = useFormat();
  const language = useLanguage();
  const [changing, setChanging] = useState<Holiday>();
  const fields = useRef<HTMLDivElement>(null);
  const change = (holiday: Holiday): void => {
    setChanging(holiday);
    fields.current?.querySelector('input')?.focus();
  };
  const store = (holiday: Holiday): void => {
    const others = holidays.filter((one) => one !== changing);
    onChange([...others, holiday].toSorted((a, b) => (a.date < b.date ? -1 : 1)));
    setChanging(undefined);
    fields.current?.querySelector('input')?.focus();
  };
  return (
    <fieldset className="admin-group">
      <legend>{t('holidays.title')}</legend>
      <p className="quiet">{t('holidays.count')}</p>
      <ul className="holidays">
        {holidays.map((holiday) => (
          <li key={holiday.date}>
            <span>
              {format.date(holiday.date)} · {holiday.name}
              <span className="below">{citationIn(holiday.source, language)}</span>
              {holiday.certainty === 'certain' ? null : <Tag data-color="warning">{t('standing.likely')}</Tag>}
            </span>
            <span className="holiday-acts">
              {(['change', 'remove'] as const).map((act) => (
                <Button
                  key={act}
                  type="button"
                  variant="tertiary"
                  data-size="sm"
                  aria-label={t(`holidays.${act}One`, { name: holiday.name, date: format.date(holiday.date) })}
                  onClick={() =>
                    act === 'change' ? change(holiday) : onChange(holidays.filter((one) => one !== holiday))
                  }
                >
                  {t(`holidays.${act}`)}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <div ref={fields}>
        <HolidayFields
          key={changing?.date ?? holidays.length}
          start={changing}
          taken={holidays.filter((one) => one !== changing).map(({ date }) => date)}
          onStore={store}
        />
      </div>
    </fieldset>
  );
}

const EMPTY: Holiday = { date: '', name: '', source: '', certainty: 'certain' };

interface HolidayFieldsProps {
  /** The holiday that is changed; nothing for a new one. */
  readonly start: Holiday | undefined;
  readonly taken: readonly string[];
  readonly onStore: (holiday: Holiday) => void;
}

function HolidayFields({ start, taken, onStore }: HolidayFieldsProps) {
  const t = useTexts(CALENDAR_TEXTS);
  const language = useLanguage();
  const [fields, setFields] = useState(start ?? EMPTY);
  const [isTried, setIsTried] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const set = (change: Partial<Holiday>) => setFields((before) => ({ ...before, ...change }));
  const { date, name, certainty } = fields;
  const source = citationIn(fields.source, language);
  const problems = {
    date: date === '' ? t('problem.date') : taken.includes(date) ? t('problem.twice') : undefined,
    name: name.trim() === '' ? t('problem.name') : undefined,
    source: source.trim() === '' ? t('problem.source') : undefined,
  };
  const problemAt = (of: keyof typeof problems) => (isTried ? problems[of] : undefined);
  const store = (): void => {
    setIsTried(true);
    const wrong = Object.values(problems).findIndex((problem) => problem !== undefined);
    if (wrong >= 0) place.current?.querySelectorAll('input')[wrong]?.focus();
    else {
      // A source in both languages stays one until somebody types another.
      const kept = typeof fields.source === 'string' ? source.trim() : fields.source;
      onStore({ date, name: name.trim(), source: kept, certainty });
    }
  };
  return (
    <div ref={place} className="admin-fields">
      <TextField
        label={t('holiday.date')}
        type="date"
        value={date}
        problem={problemAt('date')}
        onType={(value) => set({ date: value })}
      />
      <TextField
        label={t('holiday.name')}
        value={name}
        problem={problemAt('name')}
        onType={(value) => set({ name: value })}
      />
      <StandingField
        label={t('holiday.standing')}
        hint={t('holiday.standingHint')}
        value={certainty}
        onChoose={(value) => set({ certainty: value })}
      />
      <TextField
        label={t('holiday.source')}
        hint={t(certainty === 'certain' ? 'holiday.sourceHint' : 'holiday.expectedHint')}
        value={source}
        problem={problemAt('source')}
        onType={(value) => set({ source: value })}
      />
      <div className="holiday-add">
        <Button type="button" variant="secondary" onClick={store}>
          {t(start === undefined ? 'holidays.add' : 'holidays.store')}
        </Button>
      </div>
    </div>
  );
}
