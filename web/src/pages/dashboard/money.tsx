import type { Dashboard } from '../../api/dashboard.ts';
import { MoneyBar } from '../../components/charts/money-bar.tsx';
import { Picture } from '../../components/charts/picture.tsx';
import { CHART_TEXTS } from '../../components/charts/texts.ts';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { DASHBOARD_TEXTS } from './texts.ts';

type Row = Dashboard['money'][number];

const STATES = ['allocated', 'available', 'reserved', 'committed', 'disbursed', 'overpaid'] as const;

/** Where the money of each funding source stands in the month's fiscal year. */
export function Money({ dashboard: { money, fiscalYear } }: { readonly dashboard: Dashboard }) {
  const t = useTexts(DASHBOARD_TEXTS);
  const states = useTexts(CHART_TEXTS);
  const { rupiah } = useFormat();
  return (
    <Picture<Row>
      title={t('money', { year: String(fiscalYear) })}
      lead={t('money.lead')}
      rows={money}
      keyOf={({ sourceId }) => sourceId}
      empty={{ title: t('money.none'), next: t('money.noneNext') }}
      file={{
        name: `dana-${String(fiscalYear)}`,
        columns: [
          { heading: 'fiscalYear', value: () => fiscalYear },
          { heading: 'sourceId', value: ({ sourceId }) => sourceId },
          { heading: 'name', value: ({ name }) => name },
          ...STATES.map((state) => ({ heading: state, value: (row: Row) => row[state] })),
        ],
      }}
      columns={[
        { header: t('money.source'), cell: ({ name }) => name },
        ...STATES.map((state) => ({
          header: states(`money.${state}`),
          isNumber: true,
          cell: (row: Row) => rupiah(row[state]),
        })),
      ]}
    >
      <ul className="sources">
        {money.map((source) => (
          <li key={source.sourceId}>
            <h3>
              {source.name} <span>{rupiah(source.allocated)}</span>
            </h3>
            <MoneyBar name={source.name} balances={source} />
          </li>
        ))}
      </ul>
    </Picture>
  );
}
