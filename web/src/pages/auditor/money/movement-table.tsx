import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Movement } from '../../../api/audit.ts';
import { CHART_TEXTS } from '../../../components/charts/texts.ts';
import { HistoryLink } from '../../../components/history-link.tsx';
import { TableTopic } from '../../../components/table-topic.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { MONEY_TEXTS } from './texts.ts';

interface MovementTableProps {
  readonly title: string;
  readonly lead: string;
  readonly fileName: string;
  readonly movements: readonly Movement[];
  /** All of one allocation: its id is the page's title and stands in no row. */
  readonly isOfOne?: boolean;
  readonly children?: ReactNode;
}

/** Entries of the journal: an amount that left one state of an allocation and entered another. */
export function MovementTable({ title, lead, fileName, movements, isOfOne = false, children }: MovementTableProps) {
  const t = useTexts(MONEY_TEXTS);
  const states = useTexts(CHART_TEXTS);
  const format = useFormat();
  return (
    <TableTopic<Movement>
      title={title}
      lead={lead}
      rows={movements}
      keyOf={({ allocationId, journalId }) => `${allocationId} ${journalId}`}
      empty={{ title: t('movements.none'), next: t('movements.noneNext') }}
      file={{
        name: fileName,
        columns: [
          { heading: 'journalId', value: ({ journalId }) => journalId },
          { heading: 'allocationId', value: ({ allocationId }) => allocationId },
          { heading: 'from', value: ({ from }) => from },
          { heading: 'to', value: ({ to }) => to },
          { heading: 'amount', value: ({ amount }) => amount },
          { heading: 'at', value: ({ at }) => at },
          { heading: 'by', value: ({ by }) => by },
          { heading: 'revisionId', value: ({ revisionId }) => revisionId },
          { heading: 'batchId', value: ({ batchId }) => batchId },
        ],
      }}
      columns={[
        {
          header: t('movement.what'),
          cell: ({ from, to, allocationId }) => (
            <>
              {states(`money.${from}`)} → {states(`money.${to}`)}
              {isOfOne ? null : <span className="below">{allocationId}</span>}
            </>
          ),
        },
        { header: t('movement.amount'), isNumber: true, cell: ({ amount }) => format.rupiah(amount) },
        { header: t('movement.owner'), cell: (movement) => <Owner movement={movement} /> },
        { header: t('movement.at'), cell: ({ at }) => <time dateTime={at}>{format.dateTime(at)}</time> },
      ]}
    >
      {children}
    </TableTopic>
  );
}

/** What belongs to no request and no batch came from those who set the allocation. */
function Owner({ movement: { revisionId, batchId, by } }: { readonly movement: Movement }) {
  const t = useTexts(MONEY_TEXTS);
  if (batchId !== undefined) return <Link to={`/batch/${batchId}`}>{batchId}</Link>;
  if (revisionId === undefined)
    return (
      <span>
        {t('movement.settings')}
        <span className="below">{by}</span>
      </span>
    );
  return (
    <span>
      <Link to={`/telusur?q=${revisionId}`}>{revisionId}</Link>
      <span className="below">
        <HistoryLink kind="revision" id={revisionId} about={revisionId} />
      </span>
    </span>
  );
}
