import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { ALLOCATIONS } from '../../../api/request-form.ts';
import type { Allocation } from '../../../api/request-form.ts';
import { MoneyBar } from '../../../components/charts/money-bar.tsx';
import type { Balances } from '../../../components/charts/money-bar.tsx';
import { CHART_TEXTS } from '../../../components/charts/texts.ts';
import { Choice } from '../../../components/choice.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { TableTopic } from '../../../components/table-topic.tsx';
import { Topic } from '../../../components/topic.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import '../auditor.css';
import { MONEY_TEXTS } from './texts.ts';
import { useYear } from './year.ts';

/** Every allocation of a fiscal year with its balances. */
export function AllocationList() {
  const t = useTexts(MONEY_TEXTS);
  const { year, years, choose } = useYear();
  const { data, error, refetch } = useQuery(readOf(useApi(), ALLOCATIONS, { query: { fiscalYear: year } }));
  return (
    <>
      <PageTitle lead={t('list.lead')}>{t('list.title')}</PageTitle>
      <div className="filters">
        <Choice
          label={t('list.year')}
          value={String(year)}
          options={years.map((one) => ({ value: String(one), label: String(one) }))}
          onChoose={choose}
        />
      </div>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('list.loading')} lines={6} /> : null}
      {data === undefined ? null : <Year year={year} allocations={data.allocations} />}
    </>
  );
}

interface YearProps {
  readonly year: number;
  readonly allocations: readonly Allocation[];
}

function Year({ year, allocations }: YearProps) {
  const t = useTexts(MONEY_TEXTS);
  if (allocations.length === 0) return <EmptyState title={t('list.none')} next={t('list.noneNext')} />;
  const sum = (state: keyof Balances): number => allocations.reduce((before, one) => before + one[state], 0);
  const all: Balances = {
    allocated: sum('allocated'),
    available: sum('available'),
    reserved: sum('reserved'),
    committed: sum('committed'),
    disbursed: sum('disbursed'),
    overpaid: sum('overpaid'),
  };
  return (
    <div className="topics">
      <Topic title={t('list.sum', { year: String(year) })}>
        <MoneyBar name={t('list.sum', { year: String(year) })} balances={all} />
      </Topic>
      <Table year={year} allocations={allocations} />
    </div>
  );
}

function Table({ year, allocations }: YearProps) {
  const t = useTexts(MONEY_TEXTS);
  const states = useTexts(CHART_TEXTS);
  const { rupiah } = useFormat();
  const columns = ['allocated', 'available', 'reserved', 'committed', 'disbursed', 'overpaid'] as const;
  return (
    <TableTopic<Allocation>
      title={t('list.table', { year: String(year) })}
      rows={allocations}
      keyOf={({ allocationId }) => allocationId}
      empty={{ title: t('list.none'), next: t('list.noneNext') }}
      file={{
        name: `pagu-${String(year)}`,
        columns: [
          { heading: 'allocationId', value: ({ allocationId }) => allocationId },
          { heading: 'sourceId', value: ({ sourceId }) => sourceId },
          { heading: 'programme', value: ({ programme }) => programme },
          { heading: 'accountCode', value: ({ accountCode }) => accountCode },
          ...columns.map((state) => ({ heading: state, value: (row: Allocation) => row[state] })),
        ],
      }}
      columns={[
        {
          header: t('allocation'),
          cell: ({ allocationId, accountCode }) => (
            <>
              <Link to={`/aliran-dana/${allocationId}`}>{allocationId}</Link>
              <span className="below">{accountCode}</span>
            </>
          ),
        },
        ...columns.map((state) => ({
          header: states(`money.${state}`),
          isNumber: true,
          cell: (row: Allocation) => rupiah(row[state]),
        })),
      ]}
    />
  );
}
