import type { Journal } from './journal.ts';
import type { EventRecord } from './model.ts';

/** One history event in the service's shape; `timestamp` is epoch ms. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  type: string;
  timestamp: number;
  [details: `${string}EventDetails`]: Record<string, unknown>;
}

function detailsField(type: string): `${string}EventDetails` {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.slice(0, 1).toLowerCase()}${type.slice(1)}EventDetails`;
}

const DATA_FIELDS = new Set(['input', 'output', 'parameters', 'assignedVariables']);

/** What the service says of each text it shows whole. */
const WHOLE = { truncated: false };

function toEvent(record: EventRecord, includeData: boolean): HistoryEvent {
  const { id, previous, type, at, details } = record;
  const event: HistoryEvent = { id, previousEventId: previous, type, timestamp: at };
  if (details === undefined) return event;
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined || (DATA_FIELDS.has(name) && !includeData)) continue;
    shown[name] = value;
    if (name === 'input' || name === 'output') shown[`${name}Details`] = WHOLE;
  }
  event[detailsField(type)] = shown;
  return event;
}

/** A page of an execution's history. `after` is the last event id of the page before, 0 to begin. */
export function readHistory(
  journal: Journal,
  query: { execution: number; after: number; limit: number; reverse: boolean; includeData: boolean },
): { events: HistoryEvent[]; next: number | undefined } {
  const { after, limit, reverse } = query;
  const all = journal.events(query.execution);
  // The n-th event has the id n.
  const end = after === 0 ? all.length : after - 1;
  const page = reverse ? all.slice(Math.max(0, end - limit), end).toReversed() : all.slice(after, after + limit);
  const last = page.at(-1)?.id;
  const isLast = last === undefined || last === (reverse ? 1 : all.at(-1)?.id);
  return { events: page.map((record) => toEvent(record, query.includeData)), next: isLast ? undefined : last };
}
