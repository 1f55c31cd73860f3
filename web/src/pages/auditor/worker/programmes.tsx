import type { Coverage } from '../../../api/audit.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { WORKER_TEXTS } from './texts.ts';

/** Of each programme: how long without a gap, when cover ends, and what is due next. */
export function Programmes({ coverage: { programmes } }: { readonly coverage: Coverage }) {
  const t = useTexts(WORKER_TEXTS);
  const format = useFormat();
  return (
    <ul className="programmes">
      {programmes.map(({ programme, paidMonths, unbrokenMonths, unbrokenSince, coverEnds, next }) => (
        <li key={programme}>
          <h3>{programme}</h3>
          <p className="figure">
            <strong>{t('unbroken', { count: unbrokenMonths })}</strong>
            <span className="below">
              {unbrokenSince === undefined ? t('neverPaid') : t('since', { month: format.month(unbrokenSince) })}
            </span>
          </p>
          <dl>
            <dt>{t('paid')}</dt>
            <dd>{t('months', { count: paidMonths })}</dd>
            <dt>{t('ends')}</dt>
            <dd>{coverEnds === undefined ? '–' : format.date(coverEnds)}</dd>
            <dt>{t('next')}</dt>
            <dd>
              {next === undefined ? '–' : format.month(next.month)}
              {next === undefined ? null : (
                <span className="below">
                  {next.isHeld ? t('nextHeld') : t('nextDue', { date: format.date(next.dueDate) })}
                </span>
              )}
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
