import { Link } from 'react-router';
import type { Dashboard } from '../../api/dashboard.ts';
import { useMe } from '../../auth/me.tsx';
import { Bars } from '../../components/charts/bars.tsx';
import { Picture } from '../../components/charts/picture.tsx';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { DASHBOARD_TEXTS } from './texts.ts';

type Row = Dashboard['ending']['requests'][number];

/** Requests whose cover ends soon, and how many workers with each day. */
export function Ending({ dashboard: { ending } }: { readonly dashboard: Dashboard }) {
  const t = useTexts(DASHBOARD_TEXTS);
  const format = useFormat();
  const { requests, withinDays, workers } = ending;
  const isOfficer = useMe().roles.includes('officer');
  const days = [...new Set(requests.map(({ endsOn }) => endsOn))];
  return (
    <Picture<Row>
      title={t('ending', { days: withinDays })}
      lead={t('ending.lead')}
      rows={requests}
      keyOf={({ requestId }) => requestId}
      empty={{ title: t('ending.none', { days: withinDays }), next: t('ending.noneNext') }}
      file={{
        name: 'perlindungan-segera-berakhir',
        columns: [
          { heading: 'requestId', value: ({ requestId }) => requestId },
          { heading: 'title', value: ({ title }) => title },
          { heading: 'office', value: ({ officeName }) => officeName },
          { heading: 'workers', value: (row) => row.workers },
          { heading: 'endsOn', value: ({ endsOn }) => endsOn },
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
        { header: t('workers'), isNumber: true, cell: (row) => format.count(row.workers) },
        { header: t('ending.on'), cell: ({ endsOn }) => format.date(endsOn) },
      ]}
    >
      <Bars
        label={t('ending.picture', { count: workers, days: withinDays })}
        bars={days.map((day) => {
          const own = requests.filter(({ endsOn }) => endsOn === day);
          const count = own.reduce((sum, one) => sum + one.workers, 0);
          return {
            key: day,
            label: format.date(day),
            value: count,
            text: format.count(count),
            below: t('ending.requests', { count: own.length }),
          };
        })}
      />
      {isOfficer ? (
        <p>
          <Link to="/perpanjangan">{t('ending.renew')}</Link>
        </p>
      ) : null}
    </Picture>
  );
}
