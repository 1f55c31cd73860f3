import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { readEvents } from '../../local/stepfunctions/events.ts';

export interface JournalEvent {
  type: string;
  /** Epoch ms. */
  at: number;
  /** The input or output that it tells, as JSON text. */
  text: string | undefined;
}

/** All events in a journal that nobody has open, folded or not, of all executions. */
export function eventsInJournal(file: string): JournalEvent[] {
  if (!existsSync(file)) return [];
  const db = new DatabaseSync(file);
  const isMade = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'log'").get() !== undefined;
  const texts = (sql: string): string[] => (isMade ? db.prepare(sql).all() : []).map(({ text }) => String(text));
  const lines = [
    ...texts("SELECT 'x ' || id || ' ' || data AS text FROM executions"),
    ...texts("SELECT 'e ' || execution || ' 0 0 ' || piece AS text FROM events ORDER BY execution, first"),
    ...texts('SELECT entry AS text FROM log, journal WHERE n > folded ORDER BY n').flatMap((entry) =>
      entry.split('\n'),
    ),
  ];
  db.close();
  const words = lines.map((line) => line.split(' '));
  const rows = words.filter(([kind]) => kind === 'x').map((line) => JSON.parse(line.slice(2).join(' ')) as StartedRow);
  const started = new Map(rows.map((row) => [String(row.id), row.started]));
  const pieces = Map.groupBy(
    words.filter(([kind]) => kind === 'e'),
    ([, execution = '']) => execution,
  );
  return [...pieces].flatMap(([execution, all]) =>
    readEvents(all.map((line) => line.slice(4).join(' '))).map(({ told, after, text }) => ({
      type: told.type,
      at: (started.get(execution) ?? 0) + after,
      text,
    })),
  );
}

interface StartedRow {
  id: number;
  started: number;
}
