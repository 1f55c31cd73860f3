import { Tag } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import type { TrailRow } from '../../../api/audit.ts';
import { CHART_TEXTS } from '../../../components/charts/texts.ts';
import type { Column } from '../../../components/data-table.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { MONEY_TEXTS } from './texts.ts';

const COLOURS = { committed: 'info', disbursed: 'success', returned: 'neutral', overpaid: 'danger' } as const;

/** One premium of one worker for one month; its other end is the allocation, or the worker. */
export function useTrailColumns(other: 'allocation' | 'worker'): readonly Column<TrailRow>[] {
  const t = useTexts(MONEY_TEXTS);
  const states = useTexts(CHART_TEXTS);
  const format = useFormat();
  return [
    {
      header: t('trail.month'),
      cell: ({ month, programme }) => (
        <>
          {format.month(month)}
          <span className="below">{programme}</span>
        </>
      ),
    },
    { header: t('trail.amount'), isNumber: true, cell: ({ amount }) => format.rupiah(amount) },
    {
      header: t('trail.money'),
      cell: ({ money, reason }) => (
        <span>
          <Tag data-color={COLOURS[money]}>{states(`money.${money}`)}</Tag>
          {reason === undefined ? null : <span className="below">{reason}</span>}
        </span>
      ),
    },
    {
      header: t('trail.request'),
      cell: ({ requestId, row }) => (
        <span>
          <Link to={`/usulan/${requestId}`}>{requestId}</Link>
          <span className="below">{t('trail.requestRow', { row: format.count(row) })}</span>
        </span>
      ),
    },
    { header: t('trail.payment'), cell: (row) => <Payment row={row} /> },
    other === 'allocation'
      ? {
          header: t('allocation'),
          cell: ({ allocationId }) => <Link to={`/aliran-dana/${allocationId}`}>{allocationId}</Link>,
        }
      : { header: t('trail.worker'), cell: (row) => <Worker row={row} /> },
  ];
}

/** What went back to the allocation was never in the batch's payment. */
function Payment({ row: { money, batchId, kodeIuran, sp2dNumber, bankReferences } }: { readonly row: TrailRow }) {
  const t = useTexts(MONEY_TEXTS);
  if (batchId === undefined) return <span className="quiet">{t('trail.unpaid')}</span>;
  const papers = [
    kodeIuran === undefined ? undefined : t('trail.kodeIuran', { number: kodeIuran }),
    sp2dNumber === undefined ? undefined : t('trail.sp2d', { number: sp2dNumber }),
    bankReferences === undefined ? undefined : t('trail.bank', { number: bankReferences }),
  ].filter((paper) => paper !== undefined);
  return (
    <span className="papers">
      <Link to={`/batch/${batchId}`}>{batchId}</Link>
      {(money === 'returned' ? [] : papers).map((paper) => (
        <span key={paper} className="below">
          {paper}
        </span>
      ))}
    </span>
  );
}

/** The worker's name for a trail travels beside the address, which ends up in logs. */
function Worker({ row: { worker, participant, requestId, row } }: { readonly row: TrailRow }) {
  const t = useTexts(MONEY_TEXTS);
  return (
    <span>
      <Link to="/pekerja" state={{ worker }}>
        {t('trail.openWorker')}
        <span className="ds-sr-only">
          : {requestId}, {t('trail.requestRow', { row })}
        </span>
      </Link>
      {participant === undefined ? null : <span className="below">{participant}</span>}
    </span>
  );
}
