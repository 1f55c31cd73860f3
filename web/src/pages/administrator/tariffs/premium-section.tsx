import { Button } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addMonths, monthSchema, periodLengthSchema } from '../../../../../domain/period/period.ts';
import { programmeSchema } from '../../../../../domain/programme/programme.ts';
import { sectorSchema } from '../../../../../domain/tariff/sector.ts';
import type { Tariffs } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { PREMIUM } from '../../../api/request-form.ts';
import { useMe } from '../../../auth/me.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { todayIn } from '../../../format/days.ts';
import { SelectField } from '../fields.tsx';
import { Section } from '../section.tsx';
import { TARIFF_TEXTS } from './texts.ts';

const ALL = programmeSchema.options.join(',');
const MONTHS = 24;

/** Of this year and the next. */
function monthsToAsk(today: string): string[] {
  const first = monthSchema.parse(`${today.slice(0, 4)}-01`);
  return Array.from({ length: MONTHS }, (_, index) => addMonths(first, index));
}

/** Explains one worker's premium sentence by sentence, as it would be priced. */
export function PremiumSection({ sources }: { readonly sources: Tariffs['fundingSources'] }) {
  const t = useTexts(TARIFF_TEXTS);
  const { timeZone } = useMe().regency;
  const format = useFormat();
  const [today] = useState(() => todayIn(timeZone, new Date()));
  const [fields, setFields] = useState(() => ({
    sourceId: sources[0]?.sourceId ?? '',
    programmes: 'JKK,JKM',
    firstMonth: today.slice(0, 7),
    months: '1',
    sector: 'lainnya',
  }));
  const [asked, setAsked] = useState<typeof fields>();
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  return (
    <Section title={t('premium.title')}>
      <div className="proposal">
        <div className="admin-fields">
          <SelectField
            label={t('premium.source')}
            value={fields.sourceId}
            options={sources.map(({ sourceId, name }) => ({ value: sourceId, label: name }))}
            onChoose={(sourceId) => set({ sourceId })}
          />
          <SelectField
            label={t('premium.programmes')}
            value={fields.programmes}
            options={['JKK,JKM', ALL].map((value) => ({ value, label: value.replaceAll(',', ', ') }))}
            onChoose={(programmes) => set({ programmes })}
          />
          <SelectField
            label={t('premium.firstMonth')}
            value={fields.firstMonth}
            options={monthsToAsk(today).map((value) => ({ value, label: format.month(value) }))}
            onChoose={(firstMonth) => set({ firstMonth })}
          />
          <SelectField
            label={t('premium.months')}
            value={fields.months}
            options={periodLengthSchema.options.map(({ value }) => ({ value: String(value), label: String(value) }))}
            onChoose={(months) => set({ months })}
          />
          <SelectField
            label={t('premium.sector')}
            value={fields.sector}
            options={sectorSchema.options.map((value) => ({ value, label: t(`sector.${value}`) }))}
            onChoose={(sector) => set({ sector })}
          />
        </div>
        <div className="proposal-send">
          <Button variant="secondary" onClick={() => setAsked(fields)}>
            {t('premium.ask')}
          </Button>
        </div>
        {asked === undefined ? null : <Explained {...asked} />}
      </div>
    </Section>
  );
}

interface ExplainedProps {
  readonly sourceId: string;
  readonly programmes: string;
  readonly firstMonth: string;
  readonly months: string;
  readonly sector: string;
}

function Explained({ months, sector, ...rest }: ExplainedProps) {
  const t = useTexts(TARIFF_TEXTS);
  const language = useLanguage();
  const { rupiah, month } = useFormat();
  const query = { ...rest, months, ...sectorOf(sector) };
  const { data, error } = useQuery(readOf(useApi(), PREMIUM, { query }));
  if (error !== null) return <FailureNotice error={error} />;
  return (
    <div role="status">
      {data === undefined ? null : (
        <>
          <p className="try-answer">{t('premium.total', { total: rupiah(data.total) })}</p>
          <ul className="premium-lines">
            {data.lines.map((line) => (
              <li key={`${line.programme} ${line.month}`}>
                {month(line.month)} · {line.text[language]}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function sectorOf(text: string) {
  const sector = sectorSchema.safeParse(text).data;
  return sector === undefined ? {} : { sector };
}
