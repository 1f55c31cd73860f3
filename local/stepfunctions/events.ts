import * as z from 'zod';

/** What an event tells, beside its input or output: many events share one. Made by `told`. */
export interface Told {
  readonly type: string;
  /** The details, as the text of a JSON object. */
  readonly more: string | undefined;
  /** How the journal writes an event that has nothing else to tell, once it has done so. */
  plain: string | undefined;
}

export function told(type: string, details?: object): Told {
  return { type, more: details === undefined ? undefined : JSON.stringify(details), plain: undefined };
}

/** A history event. The n-th has the id n; it is shaped as the service does when it is read. */
export interface EventRecord {
  readonly told: Told;
  /** Its input or output, JSON text. */
  readonly text: string | undefined;
  /** In ms after the execution's start. */
  readonly after: number;
  readonly previous: number;
}

/** What was written of an execution's events since the engine started: the last text and time. */
export interface Written {
  text: string | undefined;
  after: number | undefined;
}

export const createWritten = (): Written => ({ text: undefined, after: undefined });

/** Event types by their place here, as they stand in journals: new ones only at the end. */
const EVENT_TYPES = [
  'PassStateEntered',
  'PassStateExited',
  'TaskStateEntered',
  'TaskStateExited',
  'ChoiceStateEntered',
  'ChoiceStateExited',
  'LambdaFunctionScheduled',
  'LambdaFunctionStarted',
  'LambdaFunctionSucceeded',
  'TaskScheduled',
  'TaskStarted',
  'TaskSucceeded',
];
const EVENT_CODES = new Map(EVENT_TYPES.map((type, code) => [type, code]));

const SAME = 0;
const eventSchema = z.tuple([
  z.union([z.string(), z.number()]),
  z.union([z.record(z.string(), z.unknown()), z.null()]).default(null),
  z.union([z.string(), z.null(), z.literal(SAME)]).default(null),
  z.number().optional(),
  z.number().default(0),
]);

/**
 * Events as text, without what goes without saying: that an event follows the one before it, in the same millisecond, and has
 * the same text (a state's output is the next one's input). So most of them are short, and written down only once.
 */
export function eventsText(events: readonly EventRecord[], first: number, written: Written): string {
  let all = '';
  let before = first - 1;
  for (const { told: of, text, after, previous } of events) {
    const isPlain = (text === undefined || text === written.text) && after === written.after && previous === before;
    if (isPlain) all += of.plain ??= `${pieceOf(of, text === undefined ? null : SAME)}],`;
    else {
      const own = text === undefined ? null : text === written.text ? SAME : text;
      all += `${pieceOf(of, own, true)},${after},${before - previous}],`;
      written.text = text ?? written.text;
      written.after = after;
    }
    before += 1;
  }
  return all;
}

/** An event's array, open at its end. */
function pieceOf({ type, more }: Told, text: string | null | typeof SAME, isLong = false): string {
  const code = EVENT_CODES.get(type) ?? JSON.stringify(type);
  if (!isLong && more === undefined && text === null) return `[${code}`;
  return `[${code},${more ?? 'null'},${JSON.stringify(text)}`;
}

/** @param texts what `eventsText` gave, all of an execution so far, in order */
export function readEvents(texts: string[]): EventRecord[] {
  let [text, after] = ['', 0];
  const events = z.array(eventSchema).parse(JSON.parse(`[${texts.join('').slice(0, -1)}]`));
  return events.map(([type, details, own, at = after, back], index) => {
    if (typeof own === 'string') text = own;
    after = at;
    const name = typeof type === 'number' ? (EVENT_TYPES[type] ?? '') : type;
    return {
      told: told(name, details ?? undefined),
      text: own === null ? undefined : text,
      after,
      previous: index - back,
    };
  });
}
