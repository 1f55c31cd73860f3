import { Link } from 'react-router';
import type { Dashboard } from '../../api/dashboard.ts';
import { Bars } from '../../components/charts/bars.tsx';
import { Picture } from '../../components/charts/picture.tsx';
import { useFormat } from '../../format/format.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useTexts } from '../../i18n/texts.ts';
import { DASHBOARD_TEXTS } from './texts.ts';

type Row = Dashboard['approvals']['longest'][number];
type Band = Dashboard['approvals']['byAge'][number];

/** Levels that wait for a decision, by how long, and the ones open longest. */
export function Approvals({ dashboard: { approvals, people } }: { readonly dashboard: Dashboard }) {
  const t = useTexts(DASHBOARD_TEXTS);
  const format = useFormat();
  const language = useLanguage();
  const { open, longest } = approvals;
  const namesOf = (row: Row): string => row.waitingFor.map((id) => people[id] ?? id).join(', ');
  return (
    <Picture<Row>
      title={t('approvals')}
      lead={open > longest.length ? t('approvals.longest', { count: longest.length }) : undefined}
      rows={longest}
      keyOf={({ requestId, level }) => `${requestId}-${String(level)}`}
      empty={{ title: t('approvals.none'), next: t('approvals.noneNext') }}
      file={{
        name: 'persetujuan-menunggu',
        columns: [
          { heading: 'requestId', value: ({ requestId }) => requestId },
          { heading: 'title', value: ({ title }) => title },
          { heading: 'office', value: ({ officeName }) => officeName },
          { heading: 'level', value: ({ level }) => level },
          { heading: 'openedAt', value: ({ openedAt }) => openedAt },
          { heading: 'expireAt', value: ({ expireAt }) => expireAt },
          { heading: 'waitingFor', value: namesOf },
        ],
      }}
      columns={[
        {
          header: t('request'),
          cell: ({ requestId, title, officeName }) => (
            <>
              <Link to={`/usulan/${requestId}`}>{title}</Link>
              <span className="below">{officeName}</span>
            </>
          ),
        },
        {
          header: t('approvals.level'),
          cell: (row) => (
            <span>
              {row.levelTitle[language]}
              <span className="below">{namesOf(row)}</span>
            </span>
          ),
        },
        { header: t('approvals.opened'), cell: ({ openedAt }) => format.date(openedAt) },
        { header: t('approvals.until'), cell: ({ expireAt }) => format.dateTime(expireAt) },
      ]}
    >
      <AgeBars approvals={approvals} />
    </Picture>
  );
}

function AgeBars({ approvals: { open, byAge } }: Pick<Dashboard, 'approvals'>) {
  const t = useTexts(DASHBOARD_TEXTS);
  const format = useFormat();
  const nameOf = ({ fromDays, toDays }: Band): string =>
    toDays === undefined
      ? t('approvals.over', { from: fromDays })
      : t('approvals.days', { from: fromDays, to: toDays });
  return (
    <Bars
      label={t('approvals.picture', { count: open })}
      bars={byAge.map((band) => ({
        key: String(band.fromDays),
        label: nameOf(band),
        value: band.levels,
        text: format.count(band.levels),
        isUrgent: band.toDays === undefined,
      }))}
    />
  );
}
