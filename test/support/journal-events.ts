import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { EventRecord } from '../../local/stepfunctions/model.ts';
import { readEvents } from '../../local/stepfunctions/stored.ts';

/** All events in a journal that nobody has open, folded or not, of all executions. */
export function eventsInJournal(file: string): EventRecord[] {
  if (!existsSync(file)) return [];
  const db = new DatabaseSync(file);
  const isMade = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'log'").get() !== undefined;
  const texts = (sql: string): string[] => (isMade ? db.prepare(sql).all() : []).map(({ text }) => String(text));
  const folded = texts("SELECT execution || ' 0 0 ' || piece AS text FROM events ORDER BY execution, first");
  const lines = texts('SELECT entry AS text FROM log').flatMap((entry) => entry.split('\n'));
  db.close();
  const logged = lines.filter((line) => line.startsWith('e ')).map((line) => line.slice(2));
  const byExecution = Map.groupBy([...folded, ...logged], (line) => line.split(' ')[0]);
  return [...byExecution.values()].flatMap((all) => readEvents(all.map((line) => line.split(' ').slice(3).join(' '))));
}
