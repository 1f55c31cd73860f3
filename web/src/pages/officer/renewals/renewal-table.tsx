import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Renewal } from '../../../api/renewals.ts';
import { useMe } from '../../../auth/me.tsx';
import { TableTopic } from '../../../components/table-topic.tsx';
import type { Draft } from '../../../drafts/draft.ts';
import { todayIn } from '../../../format/days.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { RenewalState } from './renewal-state.tsx';
import { RENEWAL_TEXTS } from './texts.ts';
import { byUrgency, urgencyOf } from './urgency.ts';
import type { Beginning } from './use-begin.ts';

interface RenewalTableProps extends Beginning {
  readonly renewals: readonly Renewal[];
  /** The person's drafts by the revision that ends. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly children: ReactNode;
}

export function RenewalTable({ renewals, drafts, children, ...beginning }: RenewalTableProps) {
  const t = useTexts(RENEWAL_TEXTS);
  const format = useFormat();
  return (
    <TableTopic
      title={t('table')}
      lead={t('table.lead')}
      rows={byUrgency(renewals)}
      keyOf={({ revisionId }) => revisionId}
      empty={{ title: t('empty.title'), next: t('empty.next') }}
      file={{
        name: 'perpanjangan',
        columns: [
          { heading: 'requestId', value: ({ requestId }) => requestId },
          { heading: 'title', value: ({ header }) => header.title },
          { heading: 'endingFirstMonth', value: ({ ending }) => ending.firstMonth },
          { heading: 'endingMonths', value: ({ ending }) => ending.months },
          { heading: 'nextFirstMonth', value: ({ header }) => header.period.firstMonth },
          { heading: 'nextMonths', value: ({ header }) => header.period.months },
          { heading: 'workers', value: ({ workers }) => workers },
          { heading: 'batchOpensOn', value: ({ opensOn }) => opensOn },
          { heading: 'payBy', value: ({ dueDate }) => dueDate },
          { heading: 'sentAs', value: ({ sent }) => sent?.requestId },
          { heading: 'status', value: ({ sent }) => sent?.status },
        ],
      }}
      columns={[
        {
          header: t('request'),
          cell: ({ requestId, header: { title, sourceId, programmes } }) => (
            <>
              <Link to={`/usulan/${requestId}`}>{title}</Link>
              <span className="below">{[sourceId, ...programmes].join(' · ')}</span>
            </>
          ),
        },
        { header: t('ending'), cell: ({ ending }) => format.period(ending.firstMonth, ending.months) },
        {
          header: t('next'),
          cell: ({ header: { period } }) => format.period(period.firstMonth, period.months),
        },
        { header: t('workers'), isNumber: true, cell: ({ workers }) => format.count(workers) },
        { header: t('sendBefore'), cell: (renewal) => <SendBefore renewal={renewal} /> },
        {
          header: t('state'),
          cell: (renewal) => <RenewalState renewal={renewal} draft={drafts.get(renewal.revisionId)} {...beginning} />,
        },
      ]}
    >
      {children}
    </TableTopic>
  );
}

/** The day on which the batch opens, how far away it is, and by when its premium has to be paid. */
function SendBefore({ renewal }: { readonly renewal: Renewal }) {
  const t = useTexts(RENEWAL_TEXTS);
  const format = useFormat();
  const { timeZone } = useMe().regency;
  const { opensOn, dueDate, sent, header } = renewal;
  const [today] = useState(() => todayIn(timeZone, new Date()));
  const urgency = urgencyOf(renewal, today);
  const words = (): string => {
    if (urgency.kind === 'opened') return t('days.opened');
    if (urgency.kind === 'closed') return t('days.closed', { month: format.month(header.period.firstMonth) });
    return t('days.left', { count: urgency.days });
  };
  return (
    <div className="send-before">
      {format.date(opensOn)}
      {sent === undefined ? (
        <span className={urgency.kind === 'open' ? 'below' : 'below urgent'}>{words()}</span>
      ) : null}
      <span className="below">{t('due', { date: format.date(dueDate) })}</span>
    </div>
  );
}
