import * as z from 'zod';
import type { RequestView } from '../../../api/requests.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Section } from './section.tsx';
import { EVENT_TYPES } from './event-types.ts';
import type { EventType } from './event-types.ts';
import { REQUEST_TEXTS } from './texts.ts';

const isKnown = (type: string): type is EventType => EVENT_TYPES.some((one) => one === type);

/** What an event may tell besides its type. */
const detailsSchema = z.looseObject({ reason: z.string().optional(), level: z.number().optional() });

/** Everything that has happened to the request, the latest first, with who and when. */
export function Timeline({ request: { timeline, people } }: { readonly request: RequestView }) {
  const t = useTexts(REQUEST_TEXTS);
  const format = useFormat();
  return (
    <Section title={t('timeline.title')}>
      <ol className="timeline">
        {timeline.toReversed().map(({ at, type, by, data }, index) => {
          const { reason, level } = detailsSchema.safeParse(data).data ?? {};
          return (
            <li key={`${at}-${type}-${String(index)}`}>
              <span className="timeline-what">
                {isKnown(type) ? t(`event.${type}`, { level: String(level ?? '') }) : t('event.other')}
              </span>
              {reason === undefined || reason === '' ? null : <q>{reason}</q>}
              <span className="below">
                <time dateTime={at}>{format.dateTime(at)}</time> · {people[by] ?? t('timeline.system')}
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
