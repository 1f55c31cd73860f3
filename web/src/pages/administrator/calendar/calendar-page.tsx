import { useQuery } from '@tanstack/react-query';
import { CALENDAR } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { useYear } from '../use-year.ts';
import { YearChoice } from '../year-choice.tsx';
import { BackLink } from '../back-link.tsx';
import { Loaded } from '../loaded.tsx';
import { PendingNote } from '../pending-note.tsx';
import { Section } from '../section.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { CalendarForm } from './calendar-form.tsx';
import { CALENDAR_TEXTS } from './texts.ts';

/** The days by which each month's premiums are due, and the calendar that says so. */
export function CalendarPage() {
  const t = useTexts(CALENDAR_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const format = useFormat();
  const { year } = useYear();
  const query = useQuery({ ...readOf(useApi(), CALENDAR, { query: { year } }), refetchOnWindowFocus: false });
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <PendingNote kinds={['calendar']} />
      <YearChoice label={t('page.year')} />
      <Loaded query={query} lines={8}>
        {({ months, calendar }) => (
          <div className="admin-parts">
            <Section title={t('months.title', { year })}>
              <DataTable
                caption={t('months.title', { year })}
                rows={months}
                keyOf={({ month }) => month}
                columns={[
                  { header: t('month.month'), cell: ({ month }) => format.month(month) },
                  { header: t('month.opens'), cell: ({ opensOn }) => format.date(opensOn) },
                  {
                    header: t('month.due'),
                    cell: ({ dueDate, payBy }) => (
                      <span>
                        {format.date(dueDate)}
                        {payBy === dueDate ? null : (
                          <span className="below">{t('month.payBy', { date: format.date(payBy) })}</span>
                        )}
                      </span>
                    ),
                  },
                ]}
              />
            </Section>
            <CalendarForm key={calendar.version} start={calendar} />
          </div>
        )}
      </Loaded>
    </>
  );
}
