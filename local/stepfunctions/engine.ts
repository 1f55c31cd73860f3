import { randomUUID } from 'node:crypto';
import { createSystemClock, type Clock } from './clock.ts';
import { drive } from './driver.ts';
import { present, StatesApiError } from './errors.ts';
import { beginExecution, endExecution, setDeadline } from './executions.ts';
import { readHistory, type HistoryEvent } from './history.ts';
import type { Journal } from './journal.ts';
import { Kernel, type LambdaInvoker, type ObjectStore, type Refusal, type Transition } from './kernel.ts';
import { MachineRegistry, type StateMachineDescription } from './machines.ts';
import { checkArn, checkInput, checkName, readPage } from './request-checks.ts';
import type { Page, Request } from './requests.ts';
import { createMemoryJournal } from './memory-journal.ts';
import type { ExecutionRow, ExecutionStatus, Phase, Thread } from './model.ts';
import { createEvaluator } from './query.ts';
import { SqliteJournal, type CommitHook } from './sqlite-journal.ts';
import { TimerQueue } from './timer-queue.ts';
import { fireDueTimers } from './timers.ts';
import { failTask, heartbeatTask, succeedTask } from './tokens.ts';

export type { Clock } from './clock.ts';
export { JournalUnreadableError, StatesApiError } from './errors.ts';
export type { HistoryEvent } from './history.ts';
export type { ExecutionStatus } from './model.ts';
export type { StateMachineDescription } from './machines.ts';
export type { LambdaInvoker, ObjectStore, Refusal, Transition } from './kernel.ts';

export interface EngineOptions {
  /** A file, made if absent, or ':memory:'. */
  journalPath: string;
  clock?: Clock;
  invokeLambda: LambdaInvoker;
  objects: ObjectStore;
  /** Asked before child executions of a distributed Map are started; without it everything is allowed. */
  refusal?: Refusal;
  region?: string;
  accountId?: string;
  onTransition?: (transition: Transition) => void;
  /** For retry jitter and $random; from 0 up to 1. */
  random?: () => number;
  /** Told before and after each journal commit; tests end the process there. */
  onCommit?: CommitHook;
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
/** Phases in which a thread waits for somebody else. */
const RESTING: ReadonlySet<Phase> = new Set(['token', 'waiting', 'retrying', 'joining', 'done']);

/**
 * AWS Step Functions for Standard, JSONata state machines, durable in one journal file. Errors of calls are StatesApiError
 * with AWS's exception name as `code`. What a call answers is durable before it returns.
 */
export class Engine {
  private readonly kernel: Kernel;
  private readonly journal: Journal;
  private readonly machines: MachineRegistry;
  /** Threads that an earlier process left at work. */
  private left: Thread[];

  constructor(options: EngineOptions) {
    const { journalPath, invokeLambda, objects, refusal, onTransition } = options;
    const clock = options.clock ?? createSystemClock();
    const region = options.region ?? 'us-east-1';
    const accountId = options.accountId ?? '123456789012';
    const random = options.random ?? Math.random;
    this.journal =
      journalPath === ':memory:' ? createMemoryJournal() : new SqliteJournal(journalPath, options.onCommit);
    this.machines = new MachineRegistry(this.journal, `arn:aws:states:${region}:${accountId}`);
    this.kernel = new Kernel({
      journal: this.journal,
      options: { clock, invokeLambda, objects, refusal, region, accountId, onTransition, random },
      evaluator: createEvaluator({ now: () => clock.now(), random }),
      timers: new TimerQueue(clock, () => {
        if (!this.kernel.closed) fireDueTimers(this.kernel);
      }),
      drive,
    });
    const { runs, threads } = this.journal.open((definition) => this.kernel.machine(definition));
    for (const run of runs) this.kernel.addRun(run);
    for (const thread of threads) if (thread.token !== undefined) this.kernel.tokens.set(thread.token, thread);
    this.left = threads;
  }

  /** Same name and definition again is no error; another definition is StateMachineAlreadyExists. */
  createStateMachine(made: Request<'CreateStateMachine'>): { stateMachineArn: string; creationDate: number } {
    return this.machines.create(made, this.kernel.clock.now());
  }

  /** New executions use the new definition; running ones keep the one they began with. */
  updateStateMachine(change: Request<'UpdateStateMachine'>): { updateDate: number; revisionId: string } {
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
  startExecution(made: Request<'StartExecution'>): { executionArn: string; startDate: number } {
    const { arn: machine, definition, role } = this.machines.find(made.stateMachineArn);
    const { name = randomUUID(), input = '{}' } = made;
    checkName(name);
    checkInput(input);
    const arn = `${made.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = this.journal.execution(arn);
    if (known !== undefined) {
      if (known.status === 'RUNNING' && known.input === input) return { executionArn: arn, startDate: known.started };
      throw new StatesApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const { row } = this.durably(() =>
      beginExecution(this.kernel, { arn, machine, name, definition, role, input, scope: 0 }),
    );
    return { executionArn: arn, startDate: row.started };
  }

  describeExecution(arn: string): ExecutionDescription {
    const row = this.executionRow(arn);
    const { input, output } = row;
    return { ...toSummary(row), input, ...(output !== undefined && { output }), ...present(row) };
  }

  /** Newest first. Children of a map run are listed by its ARN only. */
  listExecutions(query: Request<'ListExecutions'>): { executions: ExecutionSummary[]; nextToken?: string } {
    const { limit, after } = readPage(query);
    const { stateMachineArn: machine, mapRunArn: mapRun, statusFilter: status } = query;
    if ((machine === undefined) === (mapRun === undefined)) {
      throw new StatesApiError('ValidationException', 'Exactly one of stateMachineArn and mapRunArn must be specified');
    }
    if (machine !== undefined) this.machines.find(machine);
    const rows = this.journal.executions({ machine, mapRun, status, before: after, limit: limit + 1 });
    const executions = rows.slice(0, limit);
    const next = rows.length > limit ? executions.at(-1) : undefined;
    return {
      executions: executions.map(toSummary),
      ...(next === undefined ? {} : { nextToken: String(next.id) }),
    };
  }

  getExecutionHistory(query: Request<'GetExecutionHistory'>): { events: HistoryEvent[]; nextToken?: string } {
    const { limit, after } = readPage(query);
    const { events, next } = readHistory(this.journal, {
      of: this.executionRow(query.executionArn),
      after,
      limit,
      reverse: query.reverseOrder ?? false,
      includeData: query.includeExecutionData ?? true,
    });
    return { events, ...(next === undefined ? {} : { nextToken: String(next) }) };
  }

  stopExecution(stop: Request<'StopExecution'>): { stopDate: number } {
    const row = this.executionRow(stop.executionArn);
    const run = this.kernel.runs.get(row.arn);
    // One that has ended already stays as it is, and is told with the date of its end.
    const failure = present(stop);
    if (run !== undefined) this.durably(() => endExecution(this.kernel, run, { status: 'ABORTED', failure }));
    return { stopDate: run?.row.stopped ?? row.stopped ?? this.kernel.clock.now() };
  }

  sendTaskSuccess(answer: Request<'SendTaskSuccess'>): void {
    this.durably(() => succeedTask(this.kernel, answer.taskToken, answer.output));
  }

  sendTaskFailure(answer: Request<'SendTaskFailure'>): void {
    this.durably(() => failTask(this.kernel, answer.taskToken, answer));
  }

  sendTaskHeartbeat(beat: Request<'SendTaskHeartbeat'>): void {
    this.durably(() => heartbeatTask(this.kernel, beat.taskToken));
  }

  /**
   * Takes up what an earlier process left: every thread that was at work goes on, due timers fire. To be called once, when
   * functions can be called. Executions closed more than 90 days ago are forgotten, as on AWS.
   */
  resume(): void {
    this.journal.forget(this.kernel.clock.now() - RETENTION_MS);
    for (const run of this.kernel.runs.values()) if (run.deadline === undefined) setDeadline(this.kernel, run);
    for (const thread of this.left) {
      // Answered or stopped since the start, it is on its way already.
      if (thread.worker !== undefined || !thread.run.threads.has(thread)) continue;
      for (const timer of thread.timers) this.kernel.timers.add(timer);
      if (!RESTING.has(thread.phase)) this.kernel.start(thread);
    }
    this.left = [];
  }

  /** Stops all work where it stands and closes the journal; a later engine on the same file resumes. */
  close(): Promise<void> {
    this.kernel.closed = true;
    this.kernel.timers.close();
    for (const run of this.kernel.runs.values()) for (const thread of run.threads) thread.worker?.stop();
    this.journal.close();
    return Promise.resolve();
  }

  /** What a call has written is durable before it answers. */
  private durably<T>(write: () => T): T {
    const result = write();
    this.journal.commit();
    return result;
  }

  private executionRow(arn: string): ExecutionRow {
    const row = this.journal.execution(arn);
    if (row !== undefined) return row;
    checkArn('execution', arn);
    throw new StatesApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }
}

function toSummary(row: ExecutionRow): ExecutionSummary {
  const { arn, machine, name, status, started, stopped, mapRun } = row;
  return {
    executionArn: arn,
    stateMachineArn: machine,
    name,
    status,
    startDate: started,
    ...(stopped !== undefined && { stopDate: stopped }),
    ...(mapRun !== undefined && { mapRunArn: mapRun }),
  };
}

export function createEngine(options: EngineOptions): Engine {
  return new Engine(options);
}
