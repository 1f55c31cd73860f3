import { randomUUID } from 'node:crypto';
import { parseJson } from './bindings.ts';
import { createSystemClock, type Clock } from './clock.ts';
import { column, type JournalHook, type Row } from './database.ts';
import { parseDefinition } from './definition.ts';
import { drive } from './driver.ts';
import { isOverPayloadLimit, PAYLOAD_LIMIT, StatesApiError } from './errors.ts';
import { beginExecution, endExecution } from './executions.ts';
import { readHistory, type HistoryEvent } from './history.ts';
import {
  openJournal,
  readExecution,
  readThread,
  type ExecutionRow,
  type ExecutionStatus,
  type Journal,
} from './journal.ts';
import { Kernel, type LambdaInvoker, type ObjectStore, type Transition } from './kernel.ts';
import { checkName, validation } from './names.ts';
import { createEvaluator } from './query.ts';
import { createAlarm, fireDueTimers, type Alarm } from './timers.ts';
import { failTask, heartbeatTask, succeedTask } from './tokens.ts';

export type { Clock } from './clock.ts';
export { JournalUnreadableError, StatesApiError } from './errors.ts';
export type { HistoryEvent } from './history.ts';
export type { ExecutionStatus } from './journal.ts';
export type { LambdaInvoker, ObjectStore, Transition } from './kernel.ts';

export interface EngineOptions {
  /** A file, made if absent, or ':memory:'. */
  journalPath: string;
  clock?: Clock;
  invokeLambda: LambdaInvoker;
  objects: ObjectStore;
  region?: string;
  accountId?: string;
  onTransition?: (transition: Transition) => void;
  /** For retry jitter and $random; from 0 up to 1. */
  random?: () => number;
  /** Told before and after each journal commit; tests end the process there. */
  onCommit?: JournalHook;
}

/** A state machine; dates are epoch ms here and in what follows. */
export interface StateMachineDescription {
  stateMachineArn: string;
  name: string;
  definition: string;
  roleArn: string;
  type: 'STANDARD';
  status: 'ACTIVE';
  creationDate: number;
  revisionId: string;
}

export interface ExecutionSummary {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: number;
  stopDate?: number;
  mapRunArn?: string;
}

export interface ExecutionDescription extends ExecutionSummary {
  input: string;
  output?: string;
  error?: string;
  cause?: string;
}

export interface Page {
  maxResults?: number | undefined;
  nextToken?: string | undefined;
}

const RETENTION_MS = 90 * 86_400_000;
const LARGEST_PAGE = 1000;

/**
 * AWS Step Functions for Standard, JSONata state machines, durable in one journal file. Errors of calls are StatesApiError
 * with AWS's exception name as `code`. What a call answers is durable before it returns.
 */
export class Engine {
  private readonly kernel: Kernel;
  private readonly journal: Journal;
  private readonly alarm: Alarm;
  private readonly prefix: string;

  constructor(options: EngineOptions) {
    const clock = options.clock ?? createSystemClock();
    const region = options.region ?? 'us-east-1';
    const accountId = options.accountId ?? '123456789012';
    const random = options.random ?? Math.random;
    this.prefix = `arn:aws:states:${region}:${accountId}`;
    this.journal = openJournal(options.journalPath, options.onCommit);
    this.alarm = createAlarm(clock, () => this.onAlarm());
    const { invokeLambda, objects, onTransition } = options;
    this.kernel = new Kernel({
      journal: this.journal,
      options: { clock, invokeLambda, objects, region, accountId, onTransition, random },
      evaluator: createEvaluator({ now: () => clock.now(), random }),
      drive,
      rearm: (due) => this.alarm.rearm(due),
    });
  }

  /** Same name, definition and role again is no error; another definition is StateMachineAlreadyExists. */
  createStateMachine(made: { name: string; definition: string; roleArn: string; type?: string | undefined }): {
    stateMachineArn: string;
    creationDate: number;
  } {
    checkName(made.name);
    if ((made.type ?? 'STANDARD') !== 'STANDARD') {
      throw new StatesApiError(
        'StateMachineTypeNotSupported',
        `The state machine type ${made.type ?? ''} is not supported`,
      );
    }
    parseDefinition(made.definition);
    const arn = `${this.prefix}:stateMachine:${made.name}`;
    const known = this.findMachine(arn);
    if (known !== undefined) {
      if (known.definition === made.definition && known.roleArn === made.roleArn) {
        return { stateMachineArn: arn, creationDate: known.creationDate };
      }
      throw new StatesApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    const created = this.kernel.clock.now();
    this.durably(() =>
      this.journal.run(
        'INSERT INTO machines (arn, name, definition, role, created, revision) VALUES (?, ?, ?, ?, ?, ?)',
        [arn, made.name, this.journal.definitionId(made.definition), made.roleArn, created, randomUUID()],
      ),
    );
    return { stateMachineArn: arn, creationDate: created };
  }

  /** New executions use the new definition; running ones keep the one they began with. */
  updateStateMachine(change: {
    stateMachineArn: string;
    definition?: string | undefined;
    roleArn?: string | undefined;
  }): {
    updateDate: number;
    revisionId: string;
  } {
    const known = this.describeStateMachine(change.stateMachineArn);
    if (change.definition === undefined && change.roleArn === undefined) {
      throw new StatesApiError('MissingRequiredParameter', 'Either the definition or the role ARN must be specified');
    }
    if (change.definition !== undefined) parseDefinition(change.definition);
    const revisionId = randomUUID();
    const definition = this.journal.definitionId(change.definition ?? known.definition);
    const role = change.roleArn ?? known.roleArn;
    this.durably(() =>
      this.journal.run('UPDATE machines SET definition = ?, role = ?, revision = ? WHERE arn = ?', [
        definition,
        role,
        revisionId,
        change.stateMachineArn,
      ]),
    );
    return { updateDate: this.kernel.clock.now(), revisionId };
  }

  describeStateMachine(arn: string): StateMachineDescription {
    const machine = this.findMachine(arn);
    if (machine === undefined)
      throw new StatesApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  listStateMachines(page: Page = {}): { stateMachines: StateMachineDescription[]; nextToken?: string } {
    const { limit, after } = readPage(page);
    const rows = this.journal.all('SELECT * FROM machines ORDER BY created, arn LIMIT ? OFFSET ?', [limit + 1, after]);
    const stateMachines = rows.slice(0, limit).map((row) => this.toMachine(row));
    return { stateMachines, ...(rows.length > limit ? { nextToken: String(after + limit) } : {}) };
  }

  /** The machine is gone at once; its open executions go on to their end. */
  deleteStateMachine(arn: string): void {
    this.durably(() => this.journal.run('DELETE FROM machines WHERE arn = ?', [arn]));
  }

  /** The same name and input while the execution runs is the same execution; otherwise a used name is ExecutionAlreadyExists. */
  startExecution(made: { stateMachineArn: string; name?: string | undefined; input?: string | undefined }): {
    executionArn: string;
    startDate: number;
  } {
    const machine = this.journal.get('SELECT * FROM machines WHERE arn = ?', [made.stateMachineArn]);
    if (machine === undefined) this.describeStateMachine(made.stateMachineArn);
    const { name = randomUUID(), input = '{}' } = made;
    checkName(name);
    checkInput(input);
    const arn = `${made.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = this.journal.executionByArn(arn);
    if (known !== undefined) {
      if (known.status === 'RUNNING' && known.input === input) return { executionArn: arn, startDate: known.started };
      throw new StatesApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const startDate = this.kernel.clock.now();
    const row = machine ?? {};
    const from = { definition: column.number(row, 'definition'), role: column.text(row, 'role') };
    const place = { machine: made.stateMachineArn, scope: 0, mapRun: undefined, item: undefined };
    this.durably(() => beginExecution(this.kernel, { arn, name, input, ...from, ...place }));
    return { executionArn: arn, startDate };
  }

  describeExecution(arn: string): ExecutionDescription {
    const row = this.executionRow(arn);
    const { input, output, error, cause } = row;
    return {
      ...this.toSummary(row),
      input,
      ...(output === undefined ? {} : { output }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
  }

  /** Newest first. Children of a map run are listed by its ARN only. */
  listExecutions(
    query: {
      stateMachineArn?: string | undefined;
      mapRunArn?: string | undefined;
      statusFilter?: ExecutionStatus | undefined;
    } & Page,
  ): { executions: ExecutionSummary[]; nextToken?: string } {
    const { limit, after } = readPage(query);
    if (query.stateMachineArn !== undefined) this.describeStateMachine(query.stateMachineArn);
    const filter = query.statusFilter ?? '';
    const [condition, value] =
      query.mapRunArn === undefined
        ? ['machine = ?', query.stateMachineArn ?? '']
        : ['map_run = (SELECT id FROM map_runs WHERE arn = ?)', query.mapRunArn];
    const rows = this.journal.all(
      `SELECT * FROM executions WHERE ${condition} AND (? = '' OR status = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?`,
      [value, filter, filter, after, after, limit + 1],
    );
    const executions = rows.slice(0, limit).map((row) => readExecution(row));
    const next = rows.length > limit ? executions.at(-1) : undefined;
    return {
      executions: executions.map((row) => this.toSummary(row)),
      ...(next === undefined ? {} : { nextToken: String(next.id) }),
    };
  }

  getExecutionHistory(
    query: {
      executionArn: string;
      reverseOrder?: boolean | undefined;
      includeExecutionData?: boolean | undefined;
    } & Page,
  ): { events: HistoryEvent[]; nextToken?: string } {
    const { limit, after } = readPage(query);
    const { id } = this.executionRow(query.executionArn);
    const { events, next } = readHistory(this.journal, {
      execution: id,
      after,
      limit,
      reverse: query.reverseOrder ?? false,
      includeData: query.includeExecutionData ?? true,
    });
    return { events, ...(next === undefined ? {} : { nextToken: String(next) }) };
  }

  stopExecution(stop: { executionArn: string; error?: string | undefined; cause?: string | undefined }): {
    stopDate: number;
  } {
    const row = this.executionRow(stop.executionArn);
    const { error, cause } = stop;
    this.durably(() => {
      const run = this.kernel.run(row.id);
      const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
      if (run !== undefined) endExecution(this.kernel, run, { status: 'ABORTED', failure });
    });
    return { stopDate: this.executionRow(stop.executionArn).stopped ?? this.kernel.clock.now() };
  }

  sendTaskSuccess(answer: { taskToken: string; output: string }): void {
    this.durably(() => succeedTask(this.kernel, answer.taskToken, answer.output));
  }

  sendTaskFailure(answer: { taskToken: string; error?: string | undefined; cause?: string | undefined }): void {
    this.durably(() => failTask(this.kernel, answer.taskToken, answer));
  }

  sendTaskHeartbeat(beat: { taskToken: string }): void {
    this.durably(() => heartbeatTask(this.kernel, beat.taskToken));
  }

  /**
   * Takes up what an earlier process left: every thread that was at work goes on, due timers fire. To be called once, when
   * functions can be called. Executions closed more than 90 days ago are forgotten, as on AWS.
   */
  resume(): void {
    this.durably(() => this.forgetOldExecutions());
    const open =
      "SELECT * FROM threads WHERE phase NOT IN ('token', 'waiting', 'retrying', 'joining', 'done') ORDER BY id";
    for (const row of this.journal.all(open)) {
      const thread = this.kernel.live.has(readThread(row).id) ? undefined : this.kernel.take(readThread(row).id);
      if (thread !== undefined) this.kernel.start(thread);
    }
    this.alarm.arm(this.kernel);
  }

  /** Stops all work where it stands and closes the journal; a later engine on the same file resumes. */
  close(): Promise<void> {
    this.kernel.closed = true;
    this.alarm.cancel();
    for (const thread of this.kernel.live.values()) thread.call?.abort();
    this.journal.close();
    return Promise.resolve();
  }

  private onAlarm(): void {
    if (this.kernel.closed) return;
    fireDueTimers(this.kernel);
    this.alarm.arm(this.kernel);
  }

  private durably<T>(write: () => T): T {
    const result = this.journal.write(write);
    this.journal.commit();
    return result;
  }

  private forgetOldExecutions(): void {
    const old = 'SELECT id FROM executions WHERE stopped < ?';
    const before = this.kernel.clock.now() - RETENTION_MS;
    for (const table of ['events', 'tokens', 'map_runs'])
      this.journal.run(`DELETE FROM ${table} WHERE execution IN (${old})`, [before]);
    this.journal.run('DELETE FROM executions WHERE stopped < ?', [before]);
  }

  private executionRow(arn: string): ExecutionRow {
    const row = this.journal.executionByArn(arn);
    if (row === undefined) throw new StatesApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return row;
  }

  private findMachine(arn: string): StateMachineDescription | undefined {
    const row = this.journal.get('SELECT * FROM machines WHERE arn = ?', [arn]);
    return row === undefined ? undefined : this.toMachine(row);
  }

  private toMachine(row: Row): StateMachineDescription {
    return {
      stateMachineArn: column.text(row, 'arn'),
      name: column.text(row, 'name'),
      definition: this.journal.definitionText(column.number(row, 'definition')),
      roleArn: column.text(row, 'role'),
      type: 'STANDARD',
      status: 'ACTIVE',
      creationDate: column.number(row, 'created'),
      revisionId: column.text(row, 'revision'),
    };
  }

  private toSummary(row: ExecutionRow): ExecutionSummary {
    const mapRun = row.mapRun === undefined ? undefined : this.journal.mapRun(row.mapRun);
    return {
      executionArn: row.arn,
      stateMachineArn: row.machine,
      name: row.name,
      status: row.status,
      startDate: row.started,
      ...(row.stopped === undefined ? {} : { stopDate: row.stopped }),
      ...(mapRun === undefined ? {} : { mapRunArn: mapRun.arn }),
    };
  }
}

export function createEngine(options: EngineOptions): Engine {
  return new Engine(options);
}

function readPage(page: Page): { limit: number; after: number } {
  const { maxResults = 0, nextToken = '0' } = page;
  if (maxResults > LARGEST_PAGE) {
    throw validation(`'${maxResults}' at 'maxResults'`, 'Member must have value less than or equal to 1000');
  }
  if (!/^\d+$/.test(nextToken)) throw new StatesApiError('InvalidToken', `Invalid Token: '${nextToken}'`);
  return { limit: maxResults === 0 ? 100 : maxResults, after: Number(nextToken) };
}

function checkInput(input: string): void {
  if (isOverPayloadLimit(input)) {
    throw validation("at 'input'", `Member must have length less than or equal to ${PAYLOAD_LIMIT}`);
  }
  try {
    parseJson(input);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    throw new StatesApiError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
}
