import type { Audit } from '../../../api/audit.ts';
import { CsvButton } from '../../../components/csv-button.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Topic } from '../../../components/topic.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { EventData } from './event-data.tsx';
import { useEventName } from './event-names.ts';
import { HISTORY_TEXTS } from './texts.ts';
import { asStored } from './told.ts';

type Event = Audit['events'][number];

interface EventTableProps {
  readonly audit: Audit;
  /** Number of the event that does not follow from those before. */
  readonly brokenAt: number | null;
}

/** Every event with who, when, before and after, the latest first. */
export function EventTable({ audit, brokenAt }: EventTableProps) {
  const t = useTexts(HISTORY_TEXTS);
  const format = useFormat();
  const nameOf = useEventName();
  const { events, people } = audit;
  return (
    <Topic
      title={t('events.title')}
      lead={t('events.count', { count: events.length })}
      actions={<File audit={audit} />}
    >
      <DataTable
        caption={t('events.title')}
        rows={events.toReversed()}
        keyOf={({ seq, hash }) => `${String(seq)}-${hash}`}
        columns={[
          {
            header: t('events.what'),
            cell: (event) => (
              <>
                {format.count(event.seq)}. {nameOf(event)}
                <span className="below">{event.type}</span>
                {event.seq === brokenAt ? <span className="broken">{t('events.broken')}</span> : null}
              </>
            ),
          },
          {
            header: t('events.who'),
            cell: ({ at, by }) => (
              <span>
                {people[by] ?? t('events.system')}
                <span className="below">{by}</span>
                <time className="below" dateTime={at}>
                  {format.dateTime(at)}
                </time>
              </span>
            ),
          },
          { header: t('events.data'), cell: ({ data }) => <EventData data={data} /> },
        ]}
      />
    </Topic>
  );
}

function File({ audit: { kind, id, events, people } }: { readonly audit: Audit }) {
  const t = useTexts(HISTORY_TEXTS);
  return (
    <CsvButton<Event>
      about={t('events.title')}
      fileName={`riwayat-${kind}-${id}`}
      rows={events}
      columns={[
        { heading: 'seq', value: ({ seq }) => seq },
        { heading: 'at', value: ({ at }) => at },
        { heading: 'type', value: ({ type }) => type },
        { heading: 'by', value: ({ by }) => by },
        { heading: 'name', value: ({ by }) => people[by] },
        { heading: 'before', value: ({ data }) => asStored(data['before']) },
        { heading: 'after', value: ({ data }) => asStored(data['after']) },
        { heading: 'data', value: ({ data }) => asStored(data) },
        { heading: 'previousHash', value: ({ previousHash }) => previousHash },
        { heading: 'hash', value: ({ hash }) => hash },
      ]}
    />
  );
}
