import { DatabaseSync } from 'node:sqlite';
import { randomUUID } from 'node:crypto';

export interface AsyncQueue {
  /** Stores the event; it will be delivered at least once, also after a restart. */
  add(functionName: string, event: string): void;
  /** Takes up what an earlier run left, and begins to deliver. */
  start(): void;
  stop(): void;
}

export type Delivery = (functionName: string, event: string) => Promise<'done' | 'failed'>;

interface QueueSettings {
  file: string;
  deliver: Delivery;
  retriesOf: (functionName: string) => number;
  log: (line: string) => void;
}

/** AWS waits one minute before the first retry and two before the second. */
const RETRY_DELAYS = [60_000, 120_000];

/** Lambda's queue for `InvocationType: Event`, in a file, so that a kill loses nothing. */
export function openAsyncQueue(settings: QueueSettings): AsyncQueue {
  const db = new DatabaseSync(settings.file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, function TEXT, event TEXT, failures INTEGER DEFAULT 0);`);
  const insert = db.prepare('INSERT INTO events (id, function, event) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM events WHERE id = ?');
  const countFailure = db.prepare('UPDATE events SET failures = ? WHERE id = ?');
  const timers = new Set<NodeJS.Timeout>();
  let isOpen = false;

  const later = (delay: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delay);
    timer.unref();
    timers.add(timer);
  };

  const deliver = async (entry: Entry): Promise<void> => {
    const outcome = await settings.deliver(entry.functionName, entry.event);
    if (!isOpen) return;
    if (outcome === 'done') return void remove.run(entry.id);
    const failures = entry.failures + 1;
    if (failures > settings.retriesOf(entry.functionName)) {
      settings.log(`${entry.functionName}: gave up an asynchronous event after ${failures} failures`);
      return void remove.run(entry.id);
    }
    countFailure.run(failures, entry.id);
    later(RETRY_DELAYS[failures - 1] ?? 120_000, () => void deliver({ ...entry, failures }));
  };

  return {
    add: (functionName, event) => {
      const entry = { id: randomUUID(), functionName, event, failures: 0 };
      insert.run(entry.id, functionName, event);
      if (isOpen) void deliver(entry);
    },
    start: () => {
      isOpen = true;
      for (const row of db.prepare('SELECT * FROM events').all()) void deliver(entryOf(row));
    },
    stop: () => {
      isOpen = false;
      for (const timer of timers) clearTimeout(timer);
      db.close();
    },
  };
}

interface Entry {
  id: string;
  functionName: string;
  event: string;
  failures: number;
}

function entryOf(row: Record<string, unknown>): Entry {
  return {
    id: String(row['id']),
    functionName: String(row['function']),
    event: String(row['event']),
    failures: Number(row['failures']),
  };
}
