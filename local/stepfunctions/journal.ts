import { column, openDatabase, type Database, type JournalHook, type Row } from './database.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Where a thread stands in its state. */
type Phase =
  | 'ready' // the state is not entered yet
  | 'entered' // entered, an attempt is to begin
  | 'calling' // a Lambda function is to be called with the arguments in `work`
  | 'token' // the call came back, the token is waited for
  | 'waiting' // a Wait state's timer runs
  | 'retrying' // a retry's timer runs
  | 'joining' // branches, items or child executions run
  | 'exporting' // a map run has ended, its results are to be written
  | 'waited' // the Wait is over
  | 'result' // the state's result is in `work`
  | 'failing' // the state's failure is in `work`
  | 'done'; // a branch or item has ended, its output is in `work`

export interface ExecutionRow {
  id: number;
  arn: string;
  machine: string;
  name: string;
  definition: number;
  role: string;
  status: ExecutionStatus;
  input: string;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  started: number;
  stopped: number | undefined;
  mapRun: number | undefined;
  item: number | undefined;
}

export interface ThreadRow {
  id: number;
  execution: number;
  parent: number | undefined;
  item: number;
  scope: number;
  state: string;
  phase: Phase;
  input: string;
  variables: string;
  enteredAt: number;
  enteredEvent: number;
  lastEvent: number;
  /** JSON array: how often each retrier was used in this state. */
  retries: string;
  work: string | undefined;
}

export interface MapRunRow {
  id: number;
  arn: string;
  execution: number;
  thread: number;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  total: number;
  started: number;
  succeeded: number;
  failed: number;
  concurrency: number;
  tolerated: number;
  machine: string;
}

const STATUSES: Record<string, ExecutionStatus> = {
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  TIMED_OUT: 'TIMED_OUT',
  ABORTED: 'ABORTED',
};
const PHASES: Record<string, Phase> = {
  ready: 'ready',
  entered: 'entered',
  calling: 'calling',
  token: 'token',
  waiting: 'waiting',
  retrying: 'retrying',
  joining: 'joining',
  exporting: 'exporting',
  waited: 'waited',
  result: 'result',
  failing: 'failing',
  done: 'done',
};
const RUN_STATUSES: Record<string, MapRunRow['status']> = {
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  ABORTED: 'ABORTED',
};

export function readExecution(row: Row): ExecutionRow {
  return {
    id: column.number(row, 'id'),
    arn: column.text(row, 'arn'),
    machine: column.text(row, 'machine'),
    name: column.text(row, 'name'),
    definition: column.number(row, 'definition'),
    role: column.text(row, 'role'),
    status: STATUSES[column.text(row, 'status')] ?? 'FAILED',
    input: column.text(row, 'input'),
    output: column.maybeText(row, 'output'),
    error: column.maybeText(row, 'error'),
    cause: column.maybeText(row, 'cause'),
    started: column.number(row, 'started'),
    stopped: column.maybeNumber(row, 'stopped'),
    mapRun: column.maybeNumber(row, 'map_run'),
    item: column.maybeNumber(row, 'item'),
  };
}

export function readThread(row: Row): ThreadRow {
  return {
    id: column.number(row, 'id'),
    execution: column.number(row, 'execution'),
    parent: column.maybeNumber(row, 'parent'),
    item: column.number(row, 'item'),
    scope: column.number(row, 'scope'),
    state: column.text(row, 'state'),
    phase: PHASES[column.text(row, 'phase')] ?? 'ready',
    input: column.text(row, 'input'),
    variables: column.text(row, 'variables'),
    enteredAt: column.number(row, 'entered_at'),
    enteredEvent: column.number(row, 'entered_event'),
    lastEvent: column.number(row, 'last_event'),
    retries: column.text(row, 'retries'),
    work: column.maybeText(row, 'work'),
  };
}

function readMapRun(row: Row): MapRunRow {
  return {
    id: column.number(row, 'id'),
    arn: column.text(row, 'arn'),
    execution: column.number(row, 'execution'),
    thread: column.number(row, 'thread'),
    status: RUN_STATUSES[column.text(row, 'status')] ?? 'ABORTED',
    total: column.number(row, 'total'),
    started: column.number(row, 'started'),
    succeeded: column.number(row, 'succeeded'),
    failed: column.number(row, 'failed'),
    concurrency: column.number(row, 'concurrency'),
    tolerated: column.number(row, 'tolerated'),
    machine: column.text(row, 'machine'),
  };
}

const MAP_RUN_COLUMNS =
  'id, arn, execution, thread, status, total, started, succeeded, failed, concurrency, tolerated, machine';

export interface Journal extends Database {
  execution(id: number): ExecutionRow | undefined;
  executionByArn(arn: string): ExecutionRow | undefined;
  thread(id: number): ThreadRow | undefined;
  mapRun(id: number): MapRunRow | undefined;
  addExecution(row: Omit<ExecutionRow, 'id' | 'status' | 'output' | 'error' | 'cause' | 'stopped'>): number;
  addThread(row: Pick<ThreadRow, 'execution' | 'parent' | 'item' | 'scope' | 'state' | 'input' | 'lastEvent'>): number;
  saveThread(thread: ThreadRow): void;
  addTimer(timer: { due: number; kind: string; execution: number; thread: number | undefined }): void;
  /** Takes a thread's timers and makes its tokens stale; the tokens stay known, as their answer is TaskTimedOut from now on. */
  clearThread(thread: number): void;
  definitionId(text: string): number;
  definitionText(id: number): string;
}

/** The engine's memory: every open execution can be taken up again from it at any commit. */
export function openJournal(file: string, hook?: JournalHook): Journal {
  const db = openDatabase(file, hook);
  const read = <T>(row: Row | undefined, reader: (row: Row) => T): T | undefined =>
    row === undefined ? undefined : reader(row);
  return {
    ...db,
    execution: (id) => read(db.get('SELECT * FROM executions WHERE id = ?', [id]), readExecution),
    executionByArn: (arn) => read(db.get('SELECT * FROM executions WHERE arn = ?', [arn]), readExecution),
    thread: (id) => read(db.get('SELECT * FROM threads WHERE id = ?', [id]), readThread),
    mapRun: (id) => read(db.get(`SELECT ${MAP_RUN_COLUMNS} FROM map_runs WHERE id = ?`, [id]), readMapRun),
    addExecution: (row) =>
      db.insert(
        `INSERT INTO executions (arn, machine, name, definition, role, status, input, started, map_run, item)
         VALUES (?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?)`,
        [
          row.arn,
          row.machine,
          row.name,
          row.definition,
          row.role,
          row.input,
          row.started,
          row.mapRun ?? null,
          row.item ?? null,
        ],
      ),
    addThread: (row) =>
      db.insert(
        `INSERT INTO threads (execution, parent, item, scope, state, phase, input, variables, entered_at, entered_event, last_event, retries)
         VALUES (?, ?, ?, ?, ?, 'ready', ?, '{}', 0, 0, ?, '[]')`,
        [row.execution, row.parent ?? null, row.item, row.scope, row.state, row.input, row.lastEvent],
      ),
    saveThread: (thread) =>
      db.run(
        `UPDATE threads SET state = ?, phase = ?, input = ?, variables = ?, entered_at = ?, entered_event = ?, last_event = ?,
         retries = ?, work = ? WHERE id = ?`,
        [
          thread.state,
          thread.phase,
          thread.input,
          thread.variables,
          thread.enteredAt,
          thread.enteredEvent,
          thread.lastEvent,
          thread.retries,
          thread.work ?? null,
          thread.id,
        ],
      ),
    addTimer: (timer) =>
      db.run('INSERT INTO timers (due, kind, execution, thread) VALUES (?, ?, ?, ?)', [
        Math.ceil(timer.due),
        timer.kind,
        timer.execution,
        timer.thread ?? null,
      ]),
    clearThread(thread) {
      db.run('DELETE FROM timers WHERE thread = ?', [thread]);
      db.run('UPDATE tokens SET thread = NULL WHERE thread = ?', [thread]);
    },
    definitionId(text) {
      db.run('INSERT OR IGNORE INTO definitions (text) VALUES (?)', [text]);
      const row = db.get('SELECT id FROM definitions WHERE text = ?', [text]);
      return row === undefined ? 0 : column.number(row, 'id');
    },
    definitionText(id) {
      const row = db.get('SELECT text FROM definitions WHERE id = ?', [id]);
      return row === undefined ? '{}' : column.text(row, 'text');
    },
  };
}
