import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { TARIFFS } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { ALLOCATIONS } from '../../../api/request-form.ts';
import type { Allocation } from '../../../api/request-form.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { ButtonLink } from '../button-link.tsx';
import { Loaded } from '../loaded.tsx';
import { PendingNote } from '../pending-note.tsx';
import { Section } from '../section.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { ALLOCATION_TEXTS } from './texts.ts';
import { useYear } from '../use-year.ts';
import { YearChoice } from '../year-choice.tsx';

/** What each source may spend in a year, and what is left of it. */
export function AllocationsPage() {
  const t = useTexts(ALLOCATION_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const { year } = useYear();
  const api = useApi();
  const allocations = useQuery(readOf(api, ALLOCATIONS, { query: { fiscalYear: year } }));
  const sources = useQuery(readOf(api, TARIFFS, {})).data?.fundingSources ?? [];
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle
        lead={t('page.lead')}
        actions={<ButtonLink to={`/administrasi/pagu/baru?tahun=${year}`}>{t('page.add')}</ButtonLink>}
      >
        {t('page.title')}
      </PageTitle>
      <PendingNote kinds={['allocation']} />
      <YearChoice label={t('page.year')} />
      <Loaded query={allocations} lines={6}>
        {(data) => (
          <div className="admin-parts allocations">
            {data.allocations.length === 0 ? <EmptyState title={t('page.none')} next={t('page.noneNext')} /> : null}
            {[...Map.groupBy(data.allocations, ({ sourceId }) => sourceId)].map(([sourceId, rows]) => (
              <Section key={sourceId} title={sources.find((one) => one.sourceId === sourceId)?.name ?? sourceId}>
                <AllocationTable rows={rows} caption={sourceId} />
              </Section>
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}

interface AllocationTableProps {
  readonly caption: string;
  readonly rows: readonly Allocation[];
}

function AllocationTable({ caption, rows }: AllocationTableProps) {
  const t = useTexts(ALLOCATION_TEXTS);
  const { rupiah } = useFormat();
  return (
    <DataTable
      caption={caption}
      rows={rows}
      keyOf={({ allocationId }) => allocationId}
      columns={[
        {
          header: t('allocation.programme'),
          cell: ({ allocationId, programme, accountCode, fiscalYear }) => (
            <>
              <Link to={`/administrasi/pagu/${allocationId}?tahun=${fiscalYear}`}>{programme}</Link>
              <span className="below">{accountCode}</span>
            </>
          ),
        },
        { header: t('allocation.amount'), isNumber: true, cell: ({ allocated }) => rupiah(allocated) },
        { header: t('allocation.reserved'), isNumber: true, cell: ({ reserved }) => rupiah(reserved) },
        { header: t('allocation.committed'), isNumber: true, cell: ({ committed }) => rupiah(committed) },
        {
          header: t('allocation.disbursed'),
          isNumber: true,
          cell: ({ disbursed, overpaid }) => rupiah(disbursed + overpaid),
        },
        { header: t('allocation.left'), isNumber: true, cell: (row) => <Left row={row} /> },
      ]}
    />
  );
}

function Left({ row: { available, allocated } }: { readonly row: Allocation }) {
  const t = useTexts(ALLOCATION_TEXTS);
  const { rupiah } = useFormat();
  const percent = allocated === 0 ? 0 : Math.round((available / allocated) * 100);
  return (
    <span className="left-of">
      <strong>{rupiah(available)}</strong>
      <meter value={percent} max={100} aria-label={t('allocation.leftPercent', { percent })} />
    </span>
  );
}
