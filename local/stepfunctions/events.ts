import * as z from 'zod';

/** What an event tells, beside its input or output: many events share one. Made by `told`. */
export interface Told {
  readonly type: string;
  /** The details, as the text of a JSON object. */
  readonly more: string | undefined;
  /** Which of an execution's earlier details they may repeat: those of the last state, of the last call, or of the last other. */
  readonly slot: 0 | 1 | 2;
  /** How the journal writes an event that has nothing else to tell, once it has done so: with its details, and without. */
  plain: string | undefined;
  again: string | undefined;
}

export function told(type: string, details?: object): Told {
  const slot = /StateE(ntered|xited)$/.test(type) ? 0 : type.endsWith('Scheduled') ? 1 : 2;
  const more = details === undefined ? undefined : JSON.stringify(details);
  return { type, more, slot, plain: undefined, again: undefined };
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

/** What was written of an execution's events since the engine started: the last text and time, and details by slot. */
export interface Written {
  text: string | undefined;
  after: number | undefined;
  more: Array<string | undefined>;
}

export const createWritten = (): Written => ({ text: undefined, after: undefined, more: [] });

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
  z.union([z.record(z.string(), z.unknown()), z.null(), z.literal(SAME)]).default(null),
  z.union([z.string(), z.null(), z.literal(SAME)]).default(null),
  z.number().optional(),
  z.number().default(0),
]);

/**
 * Events as text, without what goes without saying: that an event follows the one before it, in the same millisecond, has the
 * same text (a state's output is the next one's input) or details (a state is left under the name it was entered by). So most
 * of them are short, and put together only once.
 */
export function eventsText(events: readonly EventRecord[], first: number, written: Written): string {
  let all = '';
  let before = first - 1;
  for (const { told: of, text, after, previous } of events) {
    const { more, slot } = of;
    const isAgain = more !== undefined && more === written.more[slot];
    if (more !== undefined) written.more[slot] = more;
    const isPlain = (text === undefined || text === written.text) && after === written.after && previous === before;
    if (isPlain) {
      const own = text === undefined ? null : SAME;
      all += isAgain ? (of.again ??= `${pieceOf(of, '0', own)}],`) : (of.plain ??= `${pieceOf(of, more, own)}],`);
    } else {
      const own = text === undefined ? null : text === written.text ? SAME : text;
      all += `${pieceOf(of, isAgain ? '0' : (more ?? 'null'), own)},${after},${before - previous}],`;
      written.text = text ?? written.text;
      written.after = after;
    }
    before += 1;
  }
  return all;
}

/** An event's array, open at its end. */
function pieceOf({ type }: Told, more: string | undefined, text: string | null | typeof SAME): string {
  const code = EVENT_CODES.get(type) ?? JSON.stringify(type);
  return more === undefined && text === null ? `[${code}` : `[${code},${more ?? 'null'},${JSON.stringify(text)}`;
}

/** @param texts what `eventsText` gave, all of an execution so far, in order */
export function readEvents(texts: string[]): EventRecord[] {
  let [text, after] = ['', 0];
  const known: object[] = [];
  const events = z.array(eventSchema).parse(JSON.parse(`[${texts.join('').slice(0, -1)}]`));
  return events.map(([type, details, own, at = after, back], index) => {
    if (typeof own === 'string') text = own;
    after = at;
    const name = typeof type === 'number' ? (EVENT_TYPES[type] ?? '') : type;
    const { slot } = told(name);
    if (details !== null && details !== SAME) known[slot] = details;
    return {
      told: told(name, details === SAME ? known[slot] : (details ?? undefined)),
      text: own === null ? undefined : text,
      after,
      previous: index - back,
    };
  });
}
