import { parseObject } from './bindings.ts';
import { column, type Row } from './database.ts';
import type { Journal } from './journal.ts';

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

const DATA_FIELDS = new Set(['input', 'output', 'parameters', 'inputDetails', 'outputDetails', 'assignedVariables']);

function toEvent(row: Row, includeData: boolean): HistoryEvent {
  const type = column.text(row, 'type');
  const event: HistoryEvent = {
    id: column.number(row, 'id'),
    previousEventId: column.number(row, 'previous'),
    type,
    timestamp: column.number(row, 'at'),
  };
  const details = column.maybeText(row, 'details');
  if (details === undefined) return event;
  const entries = Object.entries(parseObject(details)).filter(([name]) => includeData || !DATA_FIELDS.has(name));
  event[detailsField(type)] = Object.fromEntries(entries);
  return event;
}

/** A page of an execution's history. `after` is the last event id of the page before, 0 to begin. */
export function readHistory(
  journal: Journal,
  query: { execution: number; after: number; limit: number; reverse: boolean; includeData: boolean },
): { events: HistoryEvent[]; next: number | undefined } {
  const [condition, order] = query.reverse ? ['(? = 0 OR id < ?)', 'DESC'] : ['(? = 0 OR id > ?)', 'ASC'];
  const rows = journal.all(`SELECT * FROM events WHERE execution = ? AND ${condition} ORDER BY id ${order} LIMIT ?`, [
    query.execution,
    query.after,
    query.after,
    query.limit + 1,
  ]);
  const events = rows.slice(0, query.limit).map((row) => toEvent(row, query.includeData));
  return { events, next: rows.length > query.limit ? events.at(-1)?.id : undefined };
}
