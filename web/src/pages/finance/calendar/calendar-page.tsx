import { useQueries, useQuery } from '@tanstack/react-query';
import { CALENDAR, PAYMENTS } from '../../../api/batches.ts';
import type { PaymentCalendar, Payments } from '../../../api/batches.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import '../finance.css';
import './calendar.css';
import { dueReasonOf } from './due-reason.ts';
import { PaymentEntry } from './payment-entry.tsx';
import { CALENDAR_TEXTS } from './texts.ts';

type Day = Payments['due'][number];

const SOON_DAYS = 7;

/** What is still to be paid, month by month, each day with the reason why it is that day. */
export function CalendarPage() {
  const t = useTexts(CALENDAR_TEXTS);
  const { data, error, refetch } = useQuery(readOf(useApi(), PAYMENTS, {}));
  return (
    <>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('loading')} lines={6} /> : null}
      {data?.due.length === 0 ? <EmptyState title={t('none')} next={t('noneNext')} /> : null}
      {data === undefined || data.due.length === 0 ? null : <Months due={data.due} />}
    </>
  );
}

function Months({ due }: { readonly due: readonly Day[] }) {
  const format = useFormat();
  const calendars = useCalendars(due);
  const months = [...Map.groupBy(due, ({ date }) => date.slice(0, 7))];
  return (
    <div className="batch">
      <Sums due={due} />
      {months.map(([month, days]) => (
        <section key={month} className="due-month" aria-labelledby={`month-${month}`}>
          <h2 id={`month-${month}`}>{format.month(month)}</h2>
          {days.map((day) => (
            <DueDay key={day.date} day={day} calendars={calendars} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** The calendars of the coverage years that are to be paid; without them the days stand without their reasons. */
function useCalendars(due: readonly Day[]): readonly PaymentCalendar[] {
  const api = useApi();
  const years = new Set(
    due.flatMap(({ payments }) => payments.map(({ firstMonth }) => Number(firstMonth.slice(0, 4)))),
  );
  return useQueries({
    queries: [...years].map((year) => readOf(api, CALENDAR, { query: { year } })),
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
}

function Sums({ due }: { readonly due: readonly Day[] }) {
  const t = useTexts(CALENDAR_TEXTS);
  const format = useFormat();
  const groups = Map.groupBy(due, ({ days }) => (days < 0 ? 'late' : days <= SOON_DAYS ? 'soon' : 'later'));
  return (
    <dl className="amounts">
      {(['late', 'soon', 'later'] as const).map((name) => {
        const payments = (groups.get(name) ?? []).flatMap((day) => day.payments);
        return (
          <div key={name} data-kind={payments.length > 0 && name === 'late' ? 'rejected' : undefined}>
            <dt>{t(`sum.${name}`)}</dt>
            <dd>
              <strong>{format.rupiah(payments.reduce((sum, { total = 0 }) => sum + total, 0))}</strong>
              <span className="below">{t('sum.payments', { count: payments.length })}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface DueDayProps {
  readonly day: Day;
  readonly calendars: readonly PaymentCalendar[];
}

function DueDay({ day: { date, days, payments }, calendars }: DueDayProps) {
  const t = useTexts(CALENDAR_TEXTS);
  const format = useFormat();
  const left =
    days < 0 ? t('day.late', { count: -days }) : days === 0 ? t('day.today') : t('day.left', { count: days });
  return (
    <article className="due-day" data-late={days < 0} aria-labelledby={`day-${date}`}>
      <header>
        <h3 id={`day-${date}`}>
          <time dateTime={date}>{format.fullDate(date)}</time>
        </h3>
        <span className={days <= SOON_DAYS ? 'below urgent' : 'below'}>{left}</span>
        <Reason date={date} calendars={calendars} />
      </header>
      <ul>
        {payments.map((payment) => (
          <PaymentEntry
            key={
              payment.kind === 'batch'
                ? payment.batchId
                : `${payment.wadahId}-${payment.sourceId}-${payment.firstMonth}`
            }
            payment={payment}
          />
        ))}
      </ul>
    </article>
  );
}

function Reason({ date, calendars }: { readonly date: string; readonly calendars: readonly PaymentCalendar[] }) {
  const t = useTexts(CALENDAR_TEXTS);
  const format = useFormat();
  const reason = calendars.map((calendar) => dueReasonOf(date, calendar)).find((one) => one !== undefined);
  if (reason === undefined || reason.kind === 'regular') return null;
  const values =
    reason.kind === 'year-end'
      ? { due: format.date(reason.due) }
      : { regular: format.fullDate(reason.regular), ...(reason.kind === 'holiday' && { holiday: reason.holiday }) };
  return <span className="below">{t(`reason.${reason.kind}`, values)}</span>;
}
