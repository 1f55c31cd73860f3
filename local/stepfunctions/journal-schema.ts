/** Marks a SQLite file as a journal of this engine ("LSFN"). */
export const APPLICATION_ID = 0x4c53464e;
export const SCHEMA_VERSION = 1;

/**
 * A thread is one line of states: an execution has one, each branch of a Parallel and each running item of an inline Map has
 * one more. Waiting threads are rows and nothing else. JSON values are kept as their text. AUTOINCREMENT, because an id that
 * is used again could be taken for the thread that had it before and is still in memory.
 */
export const SCHEMA = `
CREATE TABLE definitions (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE machines (
  arn TEXT PRIMARY KEY, name TEXT NOT NULL, definition INTEGER NOT NULL, role TEXT NOT NULL, created INTEGER NOT NULL,
  revision TEXT NOT NULL);
CREATE TABLE executions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, name TEXT NOT NULL, definition INTEGER NOT NULL,
  role TEXT NOT NULL, status TEXT NOT NULL, input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT,
  started INTEGER NOT NULL, stopped INTEGER, map_run INTEGER, item INTEGER);
CREATE INDEX executions_by_machine ON executions (machine, id);
CREATE INDEX executions_by_map_run ON executions (map_run, item) WHERE map_run IS NOT NULL;
CREATE TABLE events (
  execution INTEGER NOT NULL, id INTEGER NOT NULL, previous INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL,
  details TEXT, PRIMARY KEY (execution, id)) WITHOUT ROWID;
CREATE TABLE threads (
  id INTEGER PRIMARY KEY AUTOINCREMENT, execution INTEGER NOT NULL, parent INTEGER, item INTEGER NOT NULL, scope INTEGER NOT NULL,
  state TEXT NOT NULL, phase TEXT NOT NULL, input TEXT NOT NULL, variables TEXT NOT NULL, entered_at INTEGER NOT NULL,
  entered_event INTEGER NOT NULL, last_event INTEGER NOT NULL, retries TEXT NOT NULL, work TEXT);
CREATE INDEX threads_by_execution ON threads (execution);
CREATE INDEX threads_by_parent ON threads (parent, item) WHERE parent IS NOT NULL;
CREATE TABLE timers (id INTEGER PRIMARY KEY, due INTEGER NOT NULL, kind TEXT NOT NULL, execution INTEGER NOT NULL, thread INTEGER);
CREATE INDEX timers_by_due ON timers (due, id);
CREATE INDEX timers_by_thread ON timers (thread);
CREATE INDEX timers_by_execution ON timers (execution);
CREATE TABLE tokens (token TEXT PRIMARY KEY, execution INTEGER NOT NULL, thread INTEGER) WITHOUT ROWID;
CREATE INDEX tokens_by_thread ON tokens (thread) WHERE thread IS NOT NULL;
CREATE INDEX tokens_by_execution ON tokens (execution);
CREATE TABLE map_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, execution INTEGER NOT NULL, thread INTEGER NOT NULL, status TEXT NOT NULL,
  items TEXT NOT NULL, total INTEGER NOT NULL, started INTEGER NOT NULL, succeeded INTEGER NOT NULL, failed INTEGER NOT NULL,
  concurrency INTEGER NOT NULL, tolerated INTEGER NOT NULL, machine TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX map_runs_by_thread ON map_runs (thread);
CREATE INDEX map_runs_by_execution ON map_runs (execution);
`;
