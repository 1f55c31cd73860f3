import type { Dashboard } from '../../api/dashboard.ts';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { shareOf } from './share.ts';
import { DASHBOARD_TEXTS } from './texts.ts';

/** The four numbers that people ask for first. */
export function Headline({ dashboard: { coverage, money, approvals, ending } }: { readonly dashboard: Dashboard }) {
  const t = useTexts(DASHBOARD_TEXTS);
  const format = useFormat();
  const { workers, goal, lost, byProgramme } = coverage;
  const available = money.reduce((sum, one) => sum + one.available, 0);
  const programmes = Object.entries(byProgramme).map(([programme, count]) => `${programme} ${format.count(count)}`);
  const told = [
    ...(goal === undefined ? [] : [t('headline.goal', { share: shareOf(workers, goal), goal: format.count(goal) })]),
    ...programmes,
    ...(lost === 0 ? [] : [t('headline.lost', { count: lost })]),
  ];
  return (
    <ul className="headline" aria-label={t('headline')}>
      <Figure name={t('headline.workers')} value={format.count(workers)} below={told.join(' · ')} />
      <Figure
        name={t('headline.available')}
        value={format.rupiah(available)}
        below={t('headline.sources', { count: money.length })}
      />
      <Figure name={t('headline.approvals')} value={format.count(approvals.open)} below={t('headline.waiting')} />
      <Figure
        name={t('headline.ending')}
        value={format.count(ending.workers)}
        below={t('headline.within', { count: ending.withinDays })}
      />
    </ul>
  );
}

function Figure({ name, value, below }: { readonly name: string; readonly value: string; readonly below: string }) {
  return (
    <li>
      <span>{name}</span>
      <strong>{value}</strong>
      <span className="below">{below}</span>
    </li>
  );
}
