import type { Dashboard } from '../../api/dashboard.ts';
import { Bars } from '../../components/charts/bars.tsx';
import { Picture } from '../../components/charts/picture.tsx';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { shareOf } from './share.ts';
import { DASHBOARD_TEXTS } from './texts.ts';

type Row = Dashboard['coverage']['byKecamatan'][number];

/** Workers covered in the month, kecamatan by kecamatan, against the year's goal. */
export function Kecamatan({ dashboard: { month, coverage } }: { readonly dashboard: Dashboard }) {
  const t = useTexts(DASHBOARD_TEXTS);
  const format = useFormat();
  const rows = coverage.byKecamatan;
  return (
    <Picture<Row>
      title={t('kecamatan')}
      lead={rows.some(({ goal }) => goal !== undefined) ? t('kecamatan.lead') : undefined}
      rows={rows}
      keyOf={({ code }) => code}
      empty={{ title: t('kecamatan.none'), next: t('kecamatan.noneNext') }}
      file={{
        name: `pekerja-per-kecamatan-${month}`,
        columns: [
          { heading: 'month', value: () => month },
          { heading: 'kecamatan', value: ({ code }) => code },
          { heading: 'name', value: ({ name }) => name },
          { heading: 'workers', value: ({ workers }) => workers },
          { heading: 'goal', value: ({ goal }) => goal },
        ],
      }}
      columns={[
        { header: t('kecamatan.name'), cell: ({ name }) => name },
        { header: t('workers'), isNumber: true, cell: ({ workers }) => format.count(workers) },
        { header: t('goal'), isNumber: true, cell: ({ goal }) => (goal === undefined ? '–' : format.count(goal)) },
        {
          header: t('reached'),
          isNumber: true,
          cell: ({ workers, goal }) => (goal === undefined ? '–' : shareOf(workers, goal)),
        },
      ]}
    >
      <Bars
        label={t('kecamatan.picture', { count: rows.length, month: format.month(month) })}
        bars={rows.map(({ code, name, workers, goal }) => ({
          key: code,
          label: name,
          value: workers,
          goal,
          text: format.count(workers),
          below: goal === undefined ? undefined : t('ofGoal', { goal: format.count(goal) }),
        }))}
      />
    </Picture>
  );
}
