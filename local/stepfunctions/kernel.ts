import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Via } from './arrows.ts';
import type { Clock } from './clock.ts';
import { parseDefinition, scopeNumbered, stateNamed, type Machine, type Scope } from './definition.ts';
import type { Failure } from './errors.ts';
import { told, type EventRecord, type Told } from './events.ts';
import type { Journal } from './journal.ts';
import { NO_VARIABLES, type Run, type Thread, type TimerKind } from './model.ts';
import type { Evaluator } from './query.ts';
import type { TimerQueue } from './timer-queue.ts';

/**
 * Calls a Lambda function with the state machine's role. Resolves with the function's answer or its error (`raw`, and its type if it has one); rejects, with the
 * service's exception name as the error's name, when the call itself failed. `functionName` is the bare name.
 */
export interface LambdaInvoker {
  (call: { functionName: string; payload: unknown; roleArn: string; signal?: () => AbortSignal }): Promise<{
    payload: unknown;
    functionError?: { errorType?: string | undefined; raw: unknown };
  }>;
}

/** An object in S3, and the role of the state machine that reads or writes it. */
interface StoredObject {
  bucket: string;
  key: string;
  roleArn: string;
}

/** Where ItemReader and ResultWriter read and write; UTF-8 text. */
export interface ObjectStore {
  getObject(object: StoredObject): Promise<string>;
  putObject(object: StoredObject, body: string): Promise<void>;
}

/** Says in a sentence why a role may not do something, if it may not. */
export interface Refusal {
  (wanted: { roleArn: string; action: string; resource: string }): string | undefined;
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
  refusal: Refusal | undefined;
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
  /** Lets a thread go on from its phase, now. */
  readonly drive: (at: At) => void;

  constructor(parts: {
    journal: Journal;
    options: KernelOptions;
    evaluator: Evaluator;
    timers: TimerQueue;
    drive: (at: At) => void;
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
    const scope = scopeNumbered(made.run.machine, made.scope);
    const thread: Thread = {
      ...made,
      id: this.journal.nextThread(),
      state: stateNamed(scope, scope.startAt),
      phase: 'ready',
      variables: NO_VARIABLES,
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
      worker: undefined,
    };
    made.run.threads.add(thread);
    made.parent?.children.push(thread);
    this.journal.keepThread(thread);
    return thread;
  }

  /** Takes a thread away from whoever works on it now. */
  take(thread: Thread): void {
    thread.worker?.stop();
  }

  /** Lets a thread go on from its phase, when whoever starts it has finished its own change. */
  start(thread: Thread): void {
    const at = new At(this, thread);
    thread.worker = at;
    queueMicrotask(() => this.drive(at));
  }

  /** Ends a thread and whatever it waits for. */
  drop(thread: Thread): void {
    this.take(thread);
    this.clear(thread);
    thread.run.threads.delete(thread);
    this.journal.dropThread(thread);
  }

  /** Appends a history event. Events over the quota are not kept; the driver ends the execution. @returns its id */
  append(run: Run, event: Omit<EventRecord, 'after'>): number {
    const id = run.nextEvent;
    const { told: of, text, previous } = event;
    if (id >= HISTORY_LIMIT && !of.type.startsWith('Execution')) return id;
    run.nextEvent = id + 1;
    const count = run.events.push({ told: of, text, after: this.clock.now() - run.row.started, previous });
    if (count === 1) this.journal.keepEvents(run);
    return id;
  }

  /** Appends a history event after the thread's last one. */
  emit(thread: Thread, of: Told, text?: string): void {
    thread.lastEvent = this.append(thread.run, { told: of, text, previous: thread.lastEvent });
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
  return scopeNumbered(thread.run.machine, thread.scope);
}

/** Writes a state's failure down; the driver then looks for a retry or a catcher. */
export function recordFailure(kernel: Kernel, thread: Thread, failure: Failure): void {
  kernel.clear(thread);
  if (failure.location !== undefined) {
    const { error, cause, location } = failure;
    kernel.emit(thread, told('EvaluationFailed', { error, cause, location, state: thread.state.name }));
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

/** One go at a thread: what a state works on from the thread's start until it waits, ends or is taken over. */
export class At {
  readonly kernel: Kernel;
  readonly thread: Thread;
  private isOver = false;
  private call: AbortController | undefined;

  constructor(kernel: Kernel, thread: Thread) {
    this.kernel = kernel;
    this.thread = thread;
    kernel.clock.workStarted?.();
  }

  /** Whether the thread waits, or something outside has taken it over since; then nothing may be written for it. */
  get isStale(): boolean {
    return this.isOver || this.kernel.closed;
  }

  /** Fires when the thread is taken over. Made only if somebody looks, as most calls are never stopped. */
  get signal(): AbortSignal {
    this.call ??= new AbortController();
    return this.call.signal;
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.kernel.clock.workEnded?.();
  }

  /** Ends it from outside, with the call that is under way. */
  stop(): void {
    if (!this.isOver) this.call?.abort();
    this.end();
  }
}
