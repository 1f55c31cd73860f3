import type { Dashboard } from '../../api/dashboard.ts';
import { Bars } from '../../components/charts/bars.tsx';
import { Picture } from '../../components/charts/picture.tsx';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { shareOf } from './share.ts';
import { DASHBOARD_TEXTS } from './texts.ts';

type Row = Dashboard['coverage']['byOccupation'][number];

const capital = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/** Workers covered in the month by what they do, the most frequent first. */
export function Occupations({ dashboard: { month, coverage } }: { readonly dashboard: Dashboard }) {
  const t = useTexts(DASHBOARD_TEXTS);
  const format = useFormat();
  const rows = coverage.byOccupation;
  return (
    <Picture<Row>
      title={t('occupations')}
      rows={rows}
      keyOf={({ code }) => code}
      empty={{ title: t('occupations.none'), next: t('occupations.noneNext') }}
      file={{
        name: `pekerja-per-pekerjaan-${month}`,
        columns: [
          { heading: 'month', value: () => month },
          { heading: 'occupation', value: ({ code }) => code },
          { heading: 'name', value: ({ name }) => name },
          { heading: 'workers', value: ({ workers }) => workers },
        ],
      }}
      columns={[
        { header: t('occupations.name'), cell: ({ name }) => capital(name) },
        { header: t('workers'), isNumber: true, cell: ({ workers }) => format.count(workers) },
        { header: t('share'), isNumber: true, cell: ({ workers }) => shareOf(workers, coverage.workers) },
      ]}
    >
      <Bars
        label={t('occupations.picture', { count: rows.length, month: format.month(month) })}
        bars={rows.map(({ code, name, workers }) => ({
          key: code,
          label: capital(name),
          value: workers,
          text: format.count(workers),
        }))}
      />
    </Picture>
  );
}
