import { useTexts } from '../../../i18n/texts.ts';
import { TIMELINE_TEXTS } from '../../finance/history/texts.ts';
import { EVENT_TYPES } from '../../officer/request/event-types.ts';
import type { EventType } from '../../officer/request/event-types.ts';
import { REQUEST_TEXTS } from '../../officer/request/texts.ts';
import type { TextKey } from '../../../i18n/texts.ts';
import { HISTORY_TEXTS } from './texts.ts';

type Keys<Id extends Readonly<Record<string, string>>> = (key: string) => key is TextKey<Id>;

const isOwn: Keys<typeof HISTORY_TEXTS.id> = (key): key is TextKey<typeof HISTORY_TEXTS.id> => key in HISTORY_TEXTS.id;
const isOfBatch: Keys<typeof TIMELINE_TEXTS.id> = (key): key is TextKey<typeof TIMELINE_TEXTS.id> =>
  key in TIMELINE_TEXTS.id;
const isOfRequest = (type: string): type is EventType => EVENT_TYPES.some((one) => one === type);

/** The words that officers and finance read for an event; its type where there are none. */
export function useEventName(): (event: { type: string; data: Readonly<Record<string, unknown>> }) => string {
  const own = useTexts(HISTORY_TEXTS);
  const ofBatch = useTexts(TIMELINE_TEXTS);
  const ofRequest = useTexts(REQUEST_TEXTS);
  return ({ type, data }) => {
    const key = `event.${type}`;
    if (isOwn(key)) return own(key);
    if (isOfRequest(type)) {
      const { level } = data;
      return ofRequest(`event.${type}`, { level: typeof level === 'number' ? level : '' });
    }
    return isOfBatch(key) ? ofBatch(key) : type;
  };
}
