import * as z from 'zod';
import { parseJson } from './bindings.ts';
import type { EventRecord } from './events.ts';
import type { Journal } from './journal.ts';
import type { ExecutionRow } from './model.ts';

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

/** Under which name an event's details hold its text. */
function dataField(type: string): 'input' | 'output' | 'parameters' {
  if (type === 'TaskScheduled') return 'parameters';
  return type.endsWith('StateEntered') || type === 'LambdaFunctionScheduled' || type === 'ExecutionStarted'
    ? 'input'
    : 'output';
}

const detailsSchema = z.record(z.string(), z.unknown());

function toDetails({ told: { type, more }, text }: EventRecord, includeData: boolean): Record<string, unknown> {
  const details = more === undefined ? {} : detailsSchema.parse(parseJson(more));
  if (!includeData) delete details['assignedVariables'];
  if (text === undefined || !includeData) return details;
  const field = dataField(type);
  details[field] = text;
  // What the service says of each text it shows whole.
  if (field !== 'parameters') details[`${field}Details`] = { truncated: false };
  return details;
}

/** A page of an execution's history. `after` is the last event id of the page before, 0 to begin. */
export function readHistory(
  journal: Journal,
  query: { of: ExecutionRow; after: number; limit: number; reverse: boolean; includeData: boolean },
): { events: HistoryEvent[]; next: number | undefined } {
  const { of, after, limit, reverse, includeData } = query;
  const all = journal.events(of.id);
  const ids = all.map((_, index) => index + 1);
  const page = reverse ? ids.slice(0, after === 0 ? undefined : after - 1).toReversed() : ids.slice(after);
  const events = page.slice(0, limit).flatMap((id) => {
    const record = all[id - 1];
    if (record === undefined) return [];
    const { type, more } = record.told;
    const timestamp = of.started + record.after;
    const event: HistoryEvent = { id, previousEventId: record.previous, type, timestamp };
    if (more !== undefined || record.text !== undefined) event[detailsField(type)] = toDetails(record, includeData);
    return [event];
  });
  return { events, next: page.length > limit ? events.at(-1)?.id : undefined };
}
