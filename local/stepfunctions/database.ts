import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import * as z from 'zod';
import { JournalUnreadableError } from './errors.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './journal-schema.ts';

export type Row = Record<string, unknown>;

/** Called before and after each commit with a running number; a test ends the process there. */
export type JournalHook = (n: number) => void;

export interface Database {
  run(sql: string, values?: SQLInputValue[]): void;
  /** Like run, and answers the new row's id. */
  insert(sql: string, values?: SQLInputValue[]): number;
  /** Like run, and answers how many rows changed. */
  change(sql: string, values?: SQLInputValue[]): number;
  get(sql: string, values?: SQLInputValue[]): Row | undefined;
  all(sql: string, values?: SQLInputValue[]): Row[];
  /** Runs synchronous statements that belong together. They become durable with the next commit, always together. */
  write<T>(statements: () => T): T;
  /** Makes everything written so far durable. To be called before anything outside can learn of it. */
  commit(): void;
  close(): void;
}

const pragmaSchema = z.record(z.string(), z.union([z.number(), z.string()]));

function pragma(db: DatabaseSync, name: string): number | string | undefined {
  const row: unknown = db.prepare(`PRAGMA ${name}`).get();
  return row === undefined ? undefined : Object.values(pragmaSchema.parse({ ...Object(row) }))[0];
}

function open(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    // Two engines on one journal would each do all the work: the second is told that the file is locked.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    const tables = pragma(db, 'schema_version');
    if (tables === 0) {
      db.exec(`PRAGMA journal_mode = WAL; BEGIN; ${SCHEMA} PRAGMA application_id = ${APPLICATION_ID};
        PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
    }
    if (pragma(db, 'application_id') !== APPLICATION_ID) throw new Error('it is another kind of file');
    if (pragma(db, 'user_version') !== SCHEMA_VERSION) throw new Error('it was written by another version');
    const check = pragma(db, 'quick_check(1)');
    if (check !== 'ok') throw new Error(String(check).split('\n').at(-1) ?? 'damaged');
    // A killed process loses nothing in WAL mode with NORMAL; only a power cut may take the last commits.
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000',
    );
    return db;
  } catch (error) {
    db?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new JournalUnreadableError(`The journal ${file} cannot be used (${reason}); it was left as it is.`, {
      cause: error,
    });
  }
}

/**
 * Opens or makes a journal file (or ':memory:'). Writes are grouped: the first opens a transaction, which is committed
 * before any effect outside and at the latest when the event loop turns.
 */
export function openDatabase(file: string, hook?: JournalHook): Database {
  const db = open(file);
  const statements = new Map<string, StatementSync>();
  let writing = false;
  let closed = false;
  let hooks = 0;

  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const tell = (): void => {
    hooks += 1;
    hook?.(hooks);
  };
  const commit = (): void => {
    if (!writing || closed) return;
    tell();
    prepare('COMMIT').run();
    writing = false;
    tell();
  };

  return {
    run: (sql, values = []) => void prepare(sql).run(...values),
    insert: (sql, values = []) => Number(prepare(sql).run(...values).lastInsertRowid),
    change: (sql, values = []) => Number(prepare(sql).run(...values).changes),
    get: (sql, values = []) => prepare(sql).get(...values),
    all: (sql, values = []) => prepare(sql).all(...values),
    write(run) {
      if (!writing) {
        prepare('BEGIN').run();
        writing = true;
        setImmediate(commit);
      }
      return run();
    },
    commit,
    close() {
      if (closed) return;
      commit();
      closed = true;
      statements.clear();
      db.close();
    },
  };
}

/** Reads of columns whose types the schema fixes. */
export const column = {
  text(row: Row, name: string): string {
    const value = row[name];
    if (typeof value !== 'string') throw new JournalUnreadableError(`The journal's column ${name} holds no text.`);
    return value;
  },
  number(row: Row, name: string): number {
    const value = row[name];
    if (typeof value !== 'number') throw new JournalUnreadableError(`The journal's column ${name} holds no number.`);
    return value;
  },
  maybeText(row: Row, name: string): string | undefined {
    return row[name] === null ? undefined : column.text(row, name);
  },
  maybeNumber(row: Row, name: string): number | undefined {
    return row[name] === null ? undefined : column.number(row, name);
  },
};
