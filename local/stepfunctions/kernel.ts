import type { Via } from './arrows.ts';
import type { Clock } from './clock.ts';
import { parseDefinition, type Machine, type Scope } from './definition.ts';
import type { Failure } from './errors.ts';
import { column } from './database.ts';
import type { ExecutionRow, Journal, ThreadRow } from './journal.ts';
import type { Evaluator } from './query.ts';
import type { State } from './state-schemas.ts';

/**
 * Calls a Lambda function with the state machine's role. Resolves with the function's answer or its error; rejects, with the
 * service's exception name as the error's name, when the call itself failed. `functionName` is the bare name.
 */
export interface LambdaInvoker {
  (call: { functionName: string; payload: unknown; roleArn: string; signal?: AbortSignal }): Promise<{
    payload: unknown;
    functionError?: { errorType: string; errorMessage: string; raw: unknown };
  }>;
}

/** Where ItemReader and ResultWriter read and write; UTF-8 text. */
export interface ObjectStore {
  getObject(bucket: string, key: string): Promise<string>;
  putObject(bucket: string, key: string, body: string): Promise<void>;
}

/** An arrow that an execution took. */
export interface Transition {
  stateMachineArn: string;
  executionArn: string;
  path: string;
  from: string | null;
  to: string | null;
  via: Via;
  error?: string;
}

/** An execution in memory, as long as one of its threads works. */
export interface Run {
  row: ExecutionRow;
  machine: Machine;
  nextEvent: number;
  /** How many pieces of work use it; at 0 it is let go of. */
  users: number;
  /** Its threads at work. */
  threads: Set<Thread>;
}

/** A thread in memory. `epoch` grows when something outside takes it over; work begun under an older epoch stops. */
export interface Thread extends ThreadRow {
  run: Run;
  epoch: number;
  gone: boolean;
  /** It may have timers or a token in the journal. */
  armed: boolean;
  call: AbortController | undefined;
  outerVariables: Record<string, unknown> | undefined;
}

export interface KernelOptions {
  clock: Clock;
  invokeLambda: LambdaInvoker;
  objects: ObjectStore;
  region: string;
  accountId: string;
  onTransition: ((transition: Transition) => void) | undefined;
  random: () => number;
}

export const HISTORY_LIMIT = 25_000;

/** What all parts of the engine share: the journal, the threads at work, history, and who drives a thread. */
export class Kernel {
  readonly journal: Journal;
  readonly options: KernelOptions;
  readonly evaluator: Evaluator;
  readonly clock: Clock;
  readonly live = new Map<number, Thread>();
  /** Inputs of the items of running map runs, so that they are not parsed again for each child. */
  readonly mapInputs = new Map<number, unknown[]>();
  closed = false;
  private readonly runs = new Map<number, Run>();
  private readonly machines = new Map<number, Machine>();
  private readonly drive: (kernel: Kernel, thread: Thread) => Promise<void>;
  private readonly rearm: (due: number) => void;

  constructor(parts: {
    journal: Journal;
    options: KernelOptions;
    evaluator: Evaluator;
    drive: (kernel: Kernel, thread: Thread) => Promise<void>;
    rearm: (due: number) => void;
  }) {
    this.journal = parts.journal;
    this.options = parts.options;
    this.evaluator = parts.evaluator;
    this.clock = parts.options.clock;
    this.drive = parts.drive;
    this.rearm = parts.rearm;
  }

  /** The parsed definition an execution began with. */
  machine(definition: number): Machine {
    const known = this.machines.get(definition);
    if (known !== undefined) return known;
    const machine = parseDefinition(this.journal.definitionText(definition));
    this.machines.set(definition, machine);
    return machine;
  }

  /** The execution in memory, shared with its working threads if there are any. */
  run(execution: number): Run | undefined {
    const known = this.runs.get(execution);
    if (known !== undefined) return known;
    const row = this.journal.execution(execution);
    if (row === undefined) return undefined;
    const last = this.journal.get('SELECT MAX(id) AS last FROM events WHERE execution = ?', [execution]);
    const nextEvent = (last === undefined ? 0 : (column.maybeNumber(last, 'last') ?? 0)) + 1;
    const run = { row, machine: this.machine(row.definition), nextEvent, users: 0, threads: new Set<Thread>() };
    // Kept until the running job ends even without a driven thread, so that one job sees one event counter.
    this.runs.set(execution, run);
    queueMicrotask(() => this.forget(run));
    return run;
  }

  /** A thread as it stands, taken away from whoever works on it now. Undefined if it ended. */
  take(id: number): Thread | undefined {
    const working = this.live.get(id);
    if (working !== undefined) {
      working.epoch += 1;
      working.call?.abort();
      this.live.delete(id);
      return working.gone ? undefined : working;
    }
    const row = this.journal.thread(id);
    const run = row === undefined ? undefined : this.run(row.execution);
    if (row === undefined || run === undefined) return undefined;
    return { ...row, run, epoch: 0, gone: false, armed: true, call: undefined, outerVariables: undefined };
  }

  /** Lets a thread go on from its phase, in the background. */
  start(thread: Thread): void {
    const { epoch, run } = thread;
    this.live.set(thread.id, thread);
    this.runs.set(run.row.id, run);
    run.users += 1;
    run.threads.add(thread);
    this.clock.workStarted?.();
    const end = (): void => {
      // Taken over and started again, the thread is not this work's any more.
      if (this.live.get(thread.id) === thread && (thread.epoch === epoch || thread.gone)) this.live.delete(thread.id);
      if (this.live.get(thread.id) !== thread) run.threads.delete(thread);
      run.users -= 1;
      this.forget(run);
      this.clock.workEnded?.();
    };
    void this.drive(this, thread).finally(end);
  }

  private forget(run: Run): void {
    if (run.users === 0 && this.runs.get(run.row.id) === run) this.runs.delete(run.row.id);
  }

  /** Ends the work of every thread of an execution that is in memory. */
  dropThreads(run: Run): void {
    for (const thread of run.threads) this.drop(thread);
  }

  drop(thread: Thread): void {
    thread.gone = true;
    thread.epoch += 1;
    thread.call?.abort();
  }

  /** Appends a history event after the thread's last one. Events over the quota are not kept; the driver ends the execution. */
  emit(at: { run: Run; thread: Thread | undefined }, type: string, details?: Record<string, unknown>): number {
    const id = at.run.nextEvent;
    const closing = type.startsWith('Execution');
    if (id >= HISTORY_LIMIT && !closing) return id;
    at.run.nextEvent = id + 1;
    this.journal.run('INSERT INTO events (execution, id, previous, type, at, details) VALUES (?, ?, ?, ?, ?, ?)', [
      at.run.row.id,
      id,
      at.thread?.lastEvent ?? id - 1,
      type,
      this.clock.now(),
      details === undefined ? null : JSON.stringify(details),
    ]);
    if (at.thread !== undefined) at.thread.lastEvent = id;
    return id;
  }

  setTimer(timer: { afterMs: number; kind: string; thread: Thread | undefined; run: Run }): void {
    const due = this.clock.now() + timer.afterMs;
    if (timer.thread !== undefined) timer.thread.armed = true;
    this.journal.addTimer({ due, kind: timer.kind, execution: timer.run.row.id, thread: timer.thread?.id });
    this.rearm(Math.ceil(due));
  }

  /** Takes the thread's timers and makes its token stale. Call inside a write. */
  clear(thread: Thread): void {
    if (thread.armed) this.journal.clearThread(thread.id);
    thread.armed = false;
  }

  took(thread: Thread, arrow: { from: string | null; to: string | null; via: Via; error?: string | undefined }): void {
    const { onTransition } = this.options;
    if (onTransition === undefined) return;
    const path = [...scopeOf(thread).path, arrow.from ?? arrow.to ?? ''].join('/');
    const { row } = thread.run;
    onTransition({
      stateMachineArn: row.mapRun === undefined ? row.machine : row.machine.slice(0, row.machine.lastIndexOf('/')),
      executionArn: row.arn,
      path,
      from: arrow.from,
      to: arrow.to,
      via: arrow.via,
      ...(arrow.error === undefined ? {} : { error: arrow.error }),
    });
  }
}

export function scopeOf(thread: Thread): Scope {
  const scope = thread.run.machine.scopes[thread.scope];
  if (scope === undefined) throw new Error(`scope ${thread.scope} is not in the definition`);
  return scope;
}

export function stateOf(thread: Thread): State {
  const state = scopeOf(thread).states.get(thread.state);
  if (state === undefined) throw new Error(`state ${thread.state} is not in the definition`);
  return state;
}

/** Writes a state's failure down; the driver then looks for a retry or a catcher. Call inside a write. */
export function recordFailure(kernel: Kernel, thread: Thread, failure: Failure): void {
  kernel.clear(thread);
  if (failure.location !== undefined) {
    const { error, cause, location } = failure;
    kernel.emit({ run: thread.run, thread }, 'EvaluationFailed', { error, cause, location, state: thread.state });
  }
  thread.phase = 'failing';
  thread.work = JSON.stringify(failure);
  kernel.journal.saveThread(thread);
}

/** Writes a state's result down; the driver then evaluates Assign and Output. Call inside a write. */
export function recordResult(kernel: Kernel, thread: Thread, result: unknown): void {
  kernel.clear(thread);
  thread.phase = 'result';
  thread.work = JSON.stringify(result);
  kernel.journal.saveThread(thread);
}
