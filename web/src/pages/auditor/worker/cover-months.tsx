import { Tag } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import type { Coverage } from '../../../api/audit.ts';
import { TableTopic } from '../../../components/table-topic.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { WORKER_TEXTS } from './texts.ts';

type Month = Coverage['months'][number];

const COLOURS = { held: 'neutral', committed: 'info', paid: 'success' } as const;

/** Month by month: which programme, who pays, and how far it is. */
export function CoverMonths({ coverage: { months } }: { readonly coverage: Coverage }) {
  const t = useTexts(WORKER_TEXTS);
  const format = useFormat();
  return (
    <TableTopic<Month>
      title={t('months.title')}
      rows={months}
      keyOf={({ month, programme }) => `${month}-${programme}`}
      empty={{ title: t('months.none'), next: t('months.noneNext') }}
      file={{
        name: 'perlindungan-pekerja',
        columns: [
          { heading: 'month', value: ({ month }) => month },
          { heading: 'programme', value: ({ programme }) => programme },
          { heading: 'state', value: ({ state }) => state },
          { heading: 'amount', value: ({ amount }) => amount },
          { heading: 'sourceId', value: ({ sourceId }) => sourceId },
          { heading: 'wadahId', value: ({ wadahId }) => wadahId },
          { heading: 'requestId', value: ({ requestId }) => requestId },
          { heading: 'batchId', value: ({ batchId }) => batchId },
        ],
      }}
      columns={[
        {
          header: t('month'),
          cell: ({ month, programme }) => (
            <>
              {format.month(month)}
              <span className="below">{programme}</span>
            </>
          ),
        },
        { header: t('state'), cell: ({ state }) => <Tag data-color={COLOURS[state]}>{t(`state.${state}`)}</Tag> },
        {
          header: t('amount'),
          isNumber: true,
          cell: ({ amount }) => (amount === undefined ? '–' : format.rupiah(amount)),
        },
        { header: t('sponsor'), cell: ({ sourceId, wadahId }) => t('sponsorOf', { sourceId, wadahId }) },
        { header: t('request'), cell: ({ requestId }) => <Link to={`/usulan/${requestId}`}>{requestId}</Link> },
        {
          header: t('batch'),
          cell: ({ batchId }) => (batchId === undefined ? '–' : <Link to={`/batch/${batchId}`}>{batchId}</Link>),
        },
      ]}
    />
  );
}
