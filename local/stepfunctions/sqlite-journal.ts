import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { ExecutionQuery, Journal, OpenWork } from './journal.ts';
import { numberOf, openJournalFile, SLOTS, textOf, unreadable, type Row } from './journal-file.ts';
import type { Machine } from './definition.ts';
import { executionSchema, machineSchema, type ExecutionRow, type MachineRow, type Run, type Thread } from './model.ts';
import { eventsText, readEvents, type EventRecord } from './events.ts';
import { Unfolded } from './fold-log.ts';
import { loadOpenWork } from './open-work.ts';
import { threadText } from './stored.ts';

/** Called before and after each commit with a running number; a test ends the process there. */
export interface CommitHook {
  (n: number): void;
}

/** So much text of the log is folded into the tables at the latest. */
const FOLD_AT = 4_000_000;

/**
 * A journal in a SQLite file. A commit writes one log entry with all changes of a turn of the event loop; the log is folded
 * into tables when it is full, by the same code that does it after a crash.
 */
export class SqliteJournal implements Journal {
  readonly secret: string;
  readonly machines = new Map<string, MachineRow>();
  private readonly file: string;
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private readonly hook: CommitHook | undefined;
  private hooks = 0;
  private closed = false;
  /** Executions that are open, or closed but not folded yet. */
  private readonly rows = new Map<string, ExecutionRow>();
  private readonly changedRuns = new Set<Run>();
  private readonly changedThreads = new Set<Thread>();
  private readonly droppedThreads = new Set<number>();
  private readonly newEvents = new Set<Run>();
  private readonly unfolded = new Unfolded();
  private unfoldedLength = 0;
  private entries: number;
  private folded: number;
  private dirty = false;
  private isTurnOpen = false;
  private waiting: Array<() => void> = [];
  private lastExecution: number;
  private lastThread: number;

  constructor(file: string, hook?: CommitHook) {
    this.file = file;
    this.hook = hook;
    this.db = openJournalFile(file);
    try {
      const own = this.get('SELECT secret, folded FROM journal');
      this.secret = textOf(own, 'secret');
      this.folded = numberOf(own, 'folded');
      this.entries = numberOf(this.get('SELECT MAX(n) AS last FROM log'), 'last');
      for (const row of this.all('SELECT entry FROM log WHERE n > ? ORDER BY n', [this.folded])) {
        this.unfolded.read(textOf(row, 'entry'));
      }
      this.fold();
      for (const row of this.all('SELECT data FROM machines')) {
        const machine = machineSchema.parse(JSON.parse(textOf(row, 'data')));
        this.machines.set(machine.arn, machine);
      }
      this.lastExecution = numberOf(this.get('SELECT MAX(id) AS last FROM executions'), 'last');
      this.lastThread = numberOf(this.get('SELECT MAX(id) AS last FROM threads'), 'last');
    } catch (error) {
      this.db.close();
      throw unreadable(file, error);
    }
  }

  saveMachine(row: MachineRow): void {
    this.machines.set(row.arn, row);
    this.run('INSERT OR REPLACE INTO machines VALUES (?, ?)', [row.arn, JSON.stringify(row)]);
  }

  removeMachine(arn: string): void {
    this.machines.delete(arn);
    this.run('DELETE FROM machines WHERE arn = ?', [arn]);
  }

  define(text: string): number {
    this.run('INSERT OR IGNORE INTO definitions (text) VALUES (?)', [text]);
    return numberOf(this.get('SELECT id FROM definitions WHERE text = ?', [text]), 'id');
  }

  definition(id: number): string {
    return textOf(this.get('SELECT text FROM definitions WHERE id = ?', [id]), 'text');
  }

  nextExecution(): number {
    return (this.lastExecution += 1);
  }

  nextThread(): number {
    return (this.lastThread += 1);
  }

  keepRun(run: Run): void {
    this.rows.set(run.row.arn, run.row);
    this.changedRuns.add(run);
    this.changed();
  }

  keepThread(thread: Thread): void {
    this.changedThreads.add(thread);
    this.changed();
  }

  dropThread(thread: Thread): void {
    this.changedThreads.delete(thread);
    this.droppedThreads.add(thread.id);
    this.changed();
  }

  keepEvents(run: Run): void {
    this.newEvents.add(run);
    this.changed();
  }

  whenCommitted(callback: () => void): void {
    if (this.dirty) this.waiting.push(callback);
    else callback();
  }

  commit(): void {
    if (!this.dirty || this.closed) return;
    this.dirty = false;
    let entry = '';
    const { executions, threads } = this.unfolded;
    const write = (kind: 'x' | 't', id: number, text: string): void => {
      (kind === 'x' ? executions : threads).set(id, text);
      entry += `${kind} ${id} ${text}\n`;
    };
    for (const { row } of this.changedRuns) write('x', row.id, JSON.stringify(row));
    for (const thread of this.changedThreads) write('t', thread.id, threadText(thread));
    for (const id of this.droppedThreads) write('t', id, '');
    for (const run of this.newEvents) {
      const span = { first: run.nextEvent - run.events.length, last: run.nextEvent - 1 };
      const text = eventsText(run.events, span.first, run.written);
      this.unfolded.addEvents(run.row.id, span, text);
      entry += `e ${run.row.id} ${span.first} ${span.last} ${text}\n`;
      run.events = [];
    }
    for (const all of [this.changedRuns, this.changedThreads, this.droppedThreads, this.newEvents]) all.clear();
    this.entries += 1;
    this.tell();
    this.run('UPDATE log SET n = ?, entry = ? WHERE slot = ?', [this.entries, entry, this.entries % SLOTS]);
    this.tell();
    this.unfoldedLength += entry.length;
    if (this.entries - this.folded === SLOTS || this.unfoldedLength > FOLD_AT) this.fold();
  }

  open(machineOf: (definition: number) => Machine): OpenWork {
    const work = this.reading(() => loadOpenWork((sql) => this.all(sql), machineOf));
    for (const { row } of work.runs) this.rows.set(row.arn, row);
    return work;
  }

  execution(arn: string): ExecutionRow | undefined {
    const known = this.rows.get(arn);
    if (known !== undefined) return known;
    return this.readExecutions('SELECT data FROM executions WHERE arn = ?', [arn])[0];
  }

  executions({ machine, mapRun, status, before, limit }: ExecutionQuery): ExecutionRow[] {
    this.settle();
    const [column, value] = mapRun === undefined ? ['machine', machine ?? ''] : ['map_run', mapRun];
    return this.readExecutions(
      `SELECT data FROM executions WHERE ${column} = ? AND (? = '' OR status = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?`,
      [value, status ?? '', status ?? '', before, before, limit],
    );
  }

  children(mapRun: string): ExecutionRow[] {
    this.settle();
    // Children are begun in the order of their items.
    return this.readExecutions('SELECT data FROM executions WHERE map_run = ? ORDER BY id', [mapRun]);
  }

  events(execution: number): EventRecord[] {
    this.settle();
    return this.reading(() => {
      const rows = this.all('SELECT piece FROM events WHERE execution = ? ORDER BY first', [execution]);
      return readEvents(rows.map((row) => textOf(row, 'piece')));
    });
  }

  forget(before: number): void {
    this.settle();
    this.run('DELETE FROM events WHERE execution IN (SELECT id FROM executions WHERE stopped < ?)', [before]);
    this.run('DELETE FROM executions WHERE stopped < ?', [before]);
  }

  close(): void {
    if (this.closed) return;
    this.settle();
    this.closed = true;
    this.statements.clear();
    this.db.close();
  }

  /** At the latest, the turn of the event loop is committed as a whole when it ends. */
  private changed(): void {
    this.dirty = true;
    if (this.isTurnOpen) return;
    this.isTurnOpen = true;
    setImmediate(() => {
      this.isTurnOpen = false;
      this.commit();
      const ready = this.waiting;
      this.waiting = [];
      for (const callback of ready) callback();
    });
  }

  private settle(): void {
    this.commit();
    this.fold();
  }

  private fold(): void {
    if (this.entries === this.folded) return;
    this.run('BEGIN');
    this.unfolded.fold((sql, values) => this.run(sql, values));
    this.run('UPDATE journal SET folded = ?', [this.entries]);
    this.tell();
    this.run('COMMIT');
    this.tell();
    this.folded = this.entries;
    this.unfoldedLength = 0;
    for (const row of this.rows.values()) if (row.status !== 'RUNNING') this.rows.delete(row.arn);
  }

  private readExecutions(sql: string, values: SQLInputValue[]): ExecutionRow[] {
    return this.reading(() =>
      this.all(sql, values).map((row) => executionSchema.parse(JSON.parse(textOf(row, 'data')))),
    );
  }

  /** What cannot be read is told with the file's name. */
  private reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw unreadable(this.file, error);
    }
  }

  private tell(): void {
    this.hooks += 1;
    this.hook?.(this.hooks);
  }

  private prepare(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  private run(sql: string, values: SQLInputValue[] = []): void {
    this.prepare(sql).run(...values);
  }

  private get(sql: string, values: SQLInputValue[] = []): Row | undefined {
    return this.prepare(sql).get(...values);
  }

  private all(sql: string, values: SQLInputValue[] = []): Row[] {
    return this.prepare(sql).all(...values);
  }
}
