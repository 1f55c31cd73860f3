import { randomUUID } from 'node:crypto';
import { createSystemClock, type Clock } from './clock.ts';
import type { JournalHook } from './database.ts';
import { drive } from './driver.ts';
import { StatesApiError } from './errors.ts';
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
import {
  MachineRegistry,
  type NewStateMachine,
  type StateMachineChange,
  type StateMachineDescription,
} from './machines.ts';
import { checkInput, checkName, readPage, type Page } from './request-checks.ts';
import { createEvaluator } from './query.ts';
import { createAlarm, fireDueTimers, type Alarm } from './timers.ts';
import { failTask, heartbeatTask, succeedTask } from './tokens.ts';

export type { Clock } from './clock.ts';
export { JournalUnreadableError, StatesApiError } from './errors.ts';
export type { HistoryEvent } from './history.ts';
export type { ExecutionStatus } from './journal.ts';
export type { StateMachineDescription } from './machines.ts';
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

/** An execution; dates are epoch ms here and in what follows. */
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

const RETENTION_MS = 90 * 86_400_000;

/**
 * AWS Step Functions for Standard, JSONata state machines, durable in one journal file. Errors of calls are StatesApiError
 * with AWS's exception name as `code`. What a call answers is durable before it returns.
 */
export class Engine {
  private readonly kernel: Kernel;
  private readonly journal: Journal;
  private readonly alarm: Alarm;
  private readonly machines: MachineRegistry;

  constructor(options: EngineOptions) {
    const clock = options.clock ?? createSystemClock();
    const region = options.region ?? 'us-east-1';
    const accountId = options.accountId ?? '123456789012';
    const random = options.random ?? Math.random;
    this.journal = openJournal(options.journalPath, options.onCommit);
    this.machines = new MachineRegistry(this.journal, `arn:aws:states:${region}:${accountId}`);
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
  createStateMachine(made: NewStateMachine): { stateMachineArn: string; creationDate: number } {
    return this.machines.create(made, this.kernel.clock.now());
  }

  /** New executions use the new definition; running ones keep the one they began with. */
  updateStateMachine(change: StateMachineChange): { updateDate: number; revisionId: string } {
    return { updateDate: this.kernel.clock.now(), revisionId: this.machines.update(change) };
  }

  describeStateMachine(arn: string): StateMachineDescription {
    return this.machines.describe(arn);
  }

  listStateMachines(page: Page = {}): { stateMachines: StateMachineDescription[]; nextToken?: string } {
    return this.machines.list(page);
  }

  /** The machine is gone at once; its open executions go on to their end. */
  deleteStateMachine(arn: string): void {
    this.machines.remove(arn);
  }

  /** The same name and input while the execution runs is the same execution; otherwise a used name is ExecutionAlreadyExists. */
  startExecution(made: { stateMachineArn: string; name?: string | undefined; input?: string | undefined }): {
    executionArn: string;
    startDate: number;
  } {
    const from = this.machines.blueprint(made.stateMachineArn);
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
    if (query.stateMachineArn !== undefined) this.machines.describe(query.stateMachineArn);
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
