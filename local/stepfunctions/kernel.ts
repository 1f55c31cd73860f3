import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Via } from './arrows.ts';
import type { Clock } from './clock.ts';
import { parseDefinition, type Machine, type Scope } from './definition.ts';
import type { Failure } from './errors.ts';
import type { Journal } from './journal.ts';
import type { Run, Thread, TimerKind } from './model.ts';
import type { Evaluator } from './query.ts';
import type { State } from './state-schemas.ts';
import type { TimerQueue } from './timer-queue.ts';

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
const NO_TIMERS: Thread['timers'] = [];

/** What all parts of the engine share: open executions, the journal, history, timers and tokens, and who drives a thread. */
export class Kernel {
  readonly journal: Journal;
  readonly options: KernelOptions;
  readonly evaluator: Evaluator;
  readonly clock: Clock;
  readonly timers: TimerQueue;
  /** Open executions by ARN. */
  readonly runs = new Map<string, Run>();
  /** Waiting threads by their task token. */
  readonly tokens = new Map<string, Thread>();
  closed = false;
  private readonly machines = new Map<number, Machine>();
  private readonly drive: (kernel: Kernel, thread: Thread) => Promise<void>;

  constructor(parts: {
    journal: Journal;
    options: KernelOptions;
    evaluator: Evaluator;
    timers: TimerQueue;
    drive: (kernel: Kernel, thread: Thread) => Promise<void>;
  }) {
    this.journal = parts.journal;
    this.options = parts.options;
    this.evaluator = parts.evaluator;
    this.clock = parts.options.clock;
    this.timers = parts.timers;
    this.drive = parts.drive;
  }

  /** The parsed definition an execution began with. */
  machine(definition: number): Machine {
    const known = this.machines.get(definition);
    if (known !== undefined) return known;
    const machine = parseDefinition(this.journal.definition(definition));
    this.machines.set(definition, machine);
    return machine;
  }

  /** Takes a new or stored execution in. */
  addRun(run: Run): void {
    this.runs.set(run.row.arn, run);
    run.mapRun?.open.add(run);
  }

  addThread(made: Pick<Thread, 'run' | 'parent' | 'item' | 'scope' | 'input' | 'lastEvent'>): Thread {
    const thread: Thread = {
      ...made,
      id: this.journal.nextThread(),
      state: made.run.machine.scopes[made.scope]?.startAt ?? '',
      phase: 'ready',
      variables: {},
      enteredAt: 0,
      enteredEvent: 0,
      retries: [],
      work: undefined,
      failure: undefined,
      items: undefined,
      token: undefined,
      heartbeat: undefined,
      timers: NO_TIMERS,
      children: [],
      doneChildren: 0,
      mapRun: undefined,
      epoch: 0,
      gone: false,
      abort: undefined,
    };
    made.run.threads.add(thread);
    made.parent?.children.push(thread);
    this.journal.keepThread(thread);
    return thread;
  }

  /** Takes a thread away from whoever works on it now. */
  take(thread: Thread): void {
    thread.epoch += 1;
    thread.abort?.();
    thread.abort = undefined;
  }

  /** Lets a thread go on from its phase, in the background. */
  start(thread: Thread): void {
    this.clock.workStarted?.();
    void this.drive(this, thread).finally(() => this.clock.workEnded?.());
  }

  /** Ends a thread and whatever it waits for. */
  drop(thread: Thread): void {
    this.take(thread);
    this.clear(thread);
    thread.gone = true;
    thread.run.threads.delete(thread);
    this.journal.dropThread(thread);
  }

  /** Appends a history event. Events over the quota are not kept; the driver ends the execution. @returns its id */
  append(run: Run, event: { type: string; previous: number; details?: Record<string, unknown> | undefined }): number {
    const id = run.nextEvent;
    if (id >= HISTORY_LIMIT && !event.type.startsWith('Execution')) return id;
    run.nextEvent = id + 1;
    const { type, previous, details } = event;
    this.journal.keepEvent(run, { id, previous, type, at: this.clock.now(), details });
    return id;
  }

  /** Appends a history event after the thread's last one. */
  emit(thread: Thread, type: string, details?: Record<string, unknown>): void {
    thread.lastEvent = this.append(thread.run, { type, previous: thread.lastEvent, details });
  }

  setTimer(thread: Thread, kind: TimerKind, due: number): void {
    const timer = { due: Math.ceil(due), kind, run: thread.run, thread, cancelled: false };
    thread.timers = [...thread.timers, timer];
    this.timers.add(timer);
  }

  /** Takes the thread's timers and makes its token stale. */
  clear(thread: Thread): void {
    for (const timer of thread.timers) this.timers.cancel(timer);
    thread.timers = NO_TIMERS;
    if (thread.token !== undefined) this.tokens.delete(thread.token);
    thread.token = undefined;
  }

  createToken(): string {
    const nonce = randomBytes(24).toString('base64url');
    return nonce + this.sign(nonce);
  }

  /** Whether a token was ever given by an engine on this journal. */
  isOwnToken(token: string): boolean {
    const [given, own] = [Buffer.from(token.slice(32)), Buffer.from(this.sign(token.slice(0, 32)))];
    return given.length === own.length && timingSafeEqual(given, own);
  }

  private sign(nonce: string): string {
    return createHmac('sha256', this.journal.secret).update(nonce).digest('base64url');
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

/** Writes a state's failure down; the driver then looks for a retry or a catcher. */
export function recordFailure(kernel: Kernel, thread: Thread, failure: Failure): void {
  kernel.clear(thread);
  if (failure.location !== undefined) {
    const { error, cause, location } = failure;
    kernel.emit(thread, 'EvaluationFailed', { error, cause, location, state: thread.state });
  }
  thread.phase = 'failing';
  thread.failure = failure;
  kernel.journal.keepThread(thread);
}

/** Writes a state's result, a JSON text, down; the driver then evaluates Assign and Output. */
export function recordResult(kernel: Kernel, thread: Thread, result: string): void {
  kernel.clear(thread);
  thread.phase = 'result';
  thread.work = result;
  kernel.journal.keepThread(thread);
}

/** What a state works on. `isStale` says that something outside has taken the thread over since. */
export interface At {
  kernel: Kernel;
  thread: Thread;
  isStale: () => boolean;
}
