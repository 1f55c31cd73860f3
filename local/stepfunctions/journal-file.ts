import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { JournalUnreadableError } from './errors.ts';
import { checkWal } from './wal-check.ts';

/** Marks a SQLite file as a journal of this engine ("LSFN"). */
const APPLICATION_ID = 0x4c53464e;
const SCHEMA_VERSION = 3;
/** How many commits the log holds. */
export const SLOTS = 256;

/**
 * `log` is a ring of slots, one for each commit. Each has a page of its own from the beginning, so that a commit writes one
 * page only, which takes a quarter of the time of a new row. What it says up to `folded` is in the other tables; those hold
 * objects as JSON, with what is searched for in columns of its own. Events stand in pieces of a JSON array.
 */
const SCHEMA = `
CREATE TABLE log (slot INTEGER PRIMARY KEY, n INTEGER NOT NULL, entry TEXT NOT NULL);
WITH RECURSIVE slots (slot) AS (SELECT 0 UNION ALL SELECT slot + 1 FROM slots WHERE slot < ${SLOTS - 1})
  INSERT INTO log SELECT slot, 0, zeroblob(3900) FROM slots;
CREATE TABLE journal (secret TEXT NOT NULL, folded INTEGER NOT NULL);
CREATE TABLE definitions (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE machines (arn TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE executions (
  id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, map_run TEXT, status TEXT NOT NULL,
  stopped INTEGER, data TEXT NOT NULL);
CREATE INDEX executions_by_machine ON executions (machine, id);
CREATE INDEX executions_by_map_run ON executions (map_run) WHERE map_run IS NOT NULL;
CREATE INDEX executions_open ON executions (id) WHERE status = 'RUNNING';
CREATE TABLE threads (id INTEGER PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE events (
  execution INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, piece TEXT NOT NULL,
  PRIMARY KEY (execution, first)) WITHOUT ROWID;
`;

const pragmaSchema = z.record(z.string(), z.union([z.number(), z.string()]));

function pragma(db: DatabaseSync, name: string): number | string | undefined {
  const row: unknown = db.prepare(`PRAGMA ${name}`).get();
  return row === undefined ? undefined : Object.values(pragmaSchema.parse({ ...Object(row) }))[0];
}

/** The one sentence about a journal that cannot be used. */
export function unreadable(file: string, error: unknown): JournalUnreadableError {
  const reason = error instanceof Error ? error.message : String(error);
  return new JournalUnreadableError(`The journal ${file} cannot be used (${reason}); it was left as it is.`, {
    cause: error,
  });
}

/**
 * Throws unless a file is a whole journal, or empty. It is read only: the usual way to open it would bring what a killed
 * process left in its -wal file into it, whatever state it is in.
 */
function checkFile(file: string): void {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    if (pragma(db, 'schema_version') === 0) return;
    if (pragma(db, 'application_id') !== APPLICATION_ID) throw new Error('it is another kind of file');
    if (pragma(db, 'user_version') !== SCHEMA_VERSION) throw new Error('it was written by another version');
    checkWal(`${file}-wal`);
    const check = pragma(db, 'quick_check(1)');
    if (check !== 'ok') throw new Error(String(check).split('\n').at(-1) ?? 'damaged');
  } finally {
    db.close();
  }
}

/** Opens or makes a journal file. Throws JournalUnreadableError, and has not touched the file, if it is anything else. */
export function openJournalFile(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    if (existsSync(file)) checkFile(file);
    db = new DatabaseSync(file);
    // Two engines on one journal would each do all the work: the second is told that the file is locked.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    if (pragma(db, 'schema_version') === 0) {
      db.exec(`PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; BEGIN; ${SCHEMA} PRAGMA application_id = ${APPLICATION_ID};
        INSERT INTO journal VALUES ('${randomBytes(32).toString('hex')}', 0); PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
    }
    // A killed process loses nothing in WAL mode with NORMAL; only a power cut may take the last commits.
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 5000`);
    return db;
  } catch (error) {
    db?.close();
    throw unreadable(file, error);
  }
}

export type Row = Record<string, unknown>;

export function textOf(row: Row | undefined, name: string): string {
  const value = row?.[name];
  if (typeof value !== 'string') throw new Error(`the column ${name} holds no text`);
  return value;
}

/** The number, or 0 if there is none. */
export function numberOf(row: Row | undefined, name: string): number {
  const value = row?.[name];
  return typeof value === 'number' ? value : 0;
}
