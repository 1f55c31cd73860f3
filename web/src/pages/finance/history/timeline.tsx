import * as z from 'zod';
import type { Batch } from '../../../api/batches.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import type { TextKey } from '../../../i18n/texts.ts';
import { Panel } from '../panel.tsx';
import { TIMELINE_TEXTS } from './texts.ts';

type Event = Batch['timeline'][number];

const isTold = (key: string): key is TextKey<typeof TIMELINE_TEXTS.id> => key in TIMELINE_TEXTS.id;

/** What an event's data may have for a person to read. */
const detailsSchema = z.object({
  kodeIuran: z.string().optional().catch(undefined),
  number: z.string().optional().catch(undefined),
  bankReference: z.string().optional().catch(undefined),
  amount: z.number().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
});

/** What happened with the batch, when and by whom, newest first. */
export function Timeline({ batch: { timeline, people } }: { readonly batch: Batch }) {
  const t = useTexts(TIMELINE_TEXTS);
  const format = useFormat();
  const titleOf = (type: string): string => {
    const key = `event.${type}`;
    return isTold(key) ? t(key) : t('event.other', { type });
  };
  return (
    <Panel title={t('timeline.title')}>
      <ol className="timeline" reversed>
        {timeline.toReversed().map(({ seq, type, at, by, data }) => (
          <li key={seq}>
            <span className="timeline-what">{titleOf(type)}</span>
            <Details data={data} />
            <span className="below">
              <time dateTime={at}>{format.dateTime(at)}</time> · {people[by] ?? t('timeline.system')}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Details({ data }: Pick<Event, 'data'>) {
  const { rupiah } = useFormat();
  const { kodeIuran, number, bankReference, amount, reason } = detailsSchema.parse(data);
  const told = [kodeIuran ?? number ?? bankReference, amount === undefined ? undefined : rupiah(amount), reason];
  const present = told.filter((one) => one !== undefined);
  return present.length === 0 ? null : <span className="timeline-details">{present.join(' · ')}</span>;
}
