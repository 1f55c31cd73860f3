import type { SQLInputValue } from 'node:sqlite';
import { executionSchema } from './stored.ts';

interface Piece {
  first: number;
  last: number;
  texts: string[];
}

/**
 * Brings what log entries say into the tables: of each execution and thread the last word only, events in one piece for each
 * execution. Lines are `x ID JSON` (execution), `t ID JSON` (thread), `g ID` (thread is gone), `e ID FIRST LAST EVENTS`.
 */
export function foldLog(entries: Iterable<string>, run: (sql: string, values: SQLInputValue[]) => void): void {
  const executions = new Map<string, string>();
  const threads = new Map<string, string | undefined>();
  const events = new Map<string, Piece>();
  for (const entry of entries) {
    for (const line of entry.split('\n')) {
      const end = line.indexOf(' ', 2);
      const id = end === -1 ? line.slice(2) : line.slice(2, end);
      const rest = line.slice(end + 1);
      if (line.startsWith('x')) executions.set(id, rest);
      else if (line.startsWith('t')) threads.set(id, rest);
      else if (line.startsWith('g')) threads.set(id, undefined);
      else addEvents(events, id, rest);
    }
  }
  for (const text of executions.values()) {
    const { id, arn, machine, mapRun, status, stopped } = executionSchema.parse(JSON.parse(text));
    const row = [id, arn, machine, mapRun ?? null, status, stopped ?? null, text];
    run('INSERT OR REPLACE INTO executions VALUES (?, ?, ?, ?, ?, ?, ?)', row);
  }
  for (const [id, text] of threads) {
    if (text === undefined) run('DELETE FROM threads WHERE id = ?', [Number(id)]);
    else run('INSERT OR REPLACE INTO threads VALUES (?, ?)', [Number(id), text]);
  }
  for (const [id, { first, last, texts }] of events) {
    run('INSERT INTO events VALUES (?, ?, ?, ?)', [Number(id), first, last, texts.join(',')]);
  }
}

function addEvents(events: Map<string, Piece>, id: string, rest: string): void {
  const [first = '', last = ''] = rest.split(' ', 2);
  const text = rest.slice(first.length + last.length + 2);
  const known = events.get(id);
  if (known === undefined) {
    events.set(id, { first: Number(first), last: Number(last), texts: [text] });
  } else {
    known.last = Number(last);
    known.texts.push(text);
  }
}
