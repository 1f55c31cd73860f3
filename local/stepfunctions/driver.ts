import { parseJson } from './bindings.ts';
import { stateNamed } from './definition.ts';
import type { Failure } from './errors.ts';
import { told } from './events.ts';
import { endExecution } from './executions.ts';
import { AGAIN, exitState, PARKED, type Exit, type Outcome } from './exits.ts';
import { HISTORY_LIMIT, recordFailure, scopeOf, type At, type Kernel } from './kernel.ts';
import type { Thread } from './model.ts';
import { failureOf, recover } from './recovery.ts';
import { runChoice } from './states/choice.ts';
import { faultOfFail } from './states/fail.ts';
import { childDone, childFailed } from './states/inner-threads.ts';
import { runMap } from './states/map.ts';
import { runParallel } from './states/parallel.ts';
import { runTask } from './states/task.ts';
import { runWait } from './states/wait.ts';

/**
 * Takes a thread from state to state until it waits for something or ends. Every change is made without waiting in between,
 * so that a crash finds the journal between two of them; what a thread was doing then is in its phase.
 */
export function drive(at: At): void {
  while (!at.isStale) {
    const outcome = step(at);
    // Many states need no promise, and waiting for none costs the most of such a state's time.
    if (outcome instanceof Promise) {
      void outcome.then((known) => {
        if (goesOn(at, known)) drive(at);
      });
      return;
    }
    if (!goesOn(at, outcome)) return;
  }
}

/** Does what a step came to. @returns whether another one follows now */
function goesOn(at: At, outcome: Outcome): boolean {
  if (at.isStale || outcome.kind === 'calling') return false;
  if (outcome.kind === 'parked') at.end();
  if (outcome.kind === 'exit') leave(at.kernel, at.thread, outcome.exit);
  return !at.isStale;
}

function step(at: At): Outcome | Promise<Outcome> {
  const { kernel, thread } = at;
  if (thread.run.nextEvent >= HISTORY_LIMIT) return endAtHistoryLimit(kernel, thread);
  if (thread.phase === 'ready') enter(kernel, thread, true);
  if (thread.phase === 'failing') return handleFailure(at);
  const failed = (error: unknown): Outcome => {
    if (!at.isStale) recordFailure(kernel, thread, failureOf(thread, error));
    return AGAIN;
  };
  try {
    const outcome = runState(at);
    return outcome instanceof Promise ? outcome.catch(failed) : outcome;
  } catch (error) {
    return failed(error);
  }
}

/** The cause is the service's own sentence. */
function endAtHistoryLimit(kernel: Kernel, thread: Thread): Outcome {
  const cause = `The execution reached the maximum number of history events (${HISTORY_LIMIT}).`;
  endExecution(kernel, thread.run, { status: 'FAILED', failure: { error: 'States.Runtime', cause } });
  return PARKED;
}

const NOTHING = (): object => ({});

function runState(at: At): Outcome | Promise<Outcome> {
  const { kernel, thread } = at;
  const { state } = thread;
  if (thread.phase === 'result' && 'Catch' in state) {
    const result = thread.work ?? 'null';
    return exitState({ kernel, thread, extra: () => ({ result: parseJson(result) }) }, state, result);
  }
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return exitState({ kernel, thread, extra: NOTHING }, state, thread.input);
    case 'Choice':
      return runChoice(at, state);
    case 'Wait':
      return runWait(at, state);
    case 'Task':
      return runTask(at, state);
    case 'Parallel':
      return runParallel(at, state);
    case 'Map':
      return runMap(at, state);
    case 'Fail':
      return faultOfFail(at, state).then((fault) => Promise.reject(fault));
  }
}

async function handleFailure(at: At): Promise<Outcome> {
  const { kernel, thread } = at;
  let failure = thread.failure ?? {};
  let recovery: Awaited<ReturnType<typeof recover>>;
  try {
    recovery = await recover(kernel, thread, failure);
  } catch (error) {
    if (at.isStale) return PARKED;
    // What is wrong in a catcher is caught no more.
    failure = failureOf(thread, error);
    recordFailure(kernel, thread, failure);
    recovery = { kind: 'uncaught' };
  }
  if (at.isStale) return PARKED;
  if (recovery.kind === 'retry') {
    retry(at, recovery, failure);
    return PARKED;
  }
  const type = thread.state.Type;
  if (type === 'Map' || type === 'Parallel') kernel.emit(thread, told(`${type}StateFailed`));
  if (recovery.kind === 'exit') return recovery;
  failThread(kernel, thread, failure);
  return PARKED;
}

function retry({ kernel, thread }: At, by: { index: number; delayMs: number }, failure: Failure): void {
  const { index, delayMs } = by;
  const counts = [...thread.retries];
  while (counts.length <= index) counts.push(0);
  counts[index] = (counts[index] ?? 0) + 1;
  thread.retries = counts;
  thread.phase = 'retrying';
  thread.failure = undefined;
  thread.work = undefined;
  kernel.journal.keepThread(thread);
  kernel.setTimer(thread, 'retry', kernel.clock.now() + delayMs);
  const { name } = thread.state;
  kernel.took(thread, { from: name, to: name, via: `Retry[${index}]`, error: failure.error });
}

/** A failure that nothing in this thread caught: the state around the thread fails, or the execution. */
function failThread(kernel: Kernel, thread: Thread, failure: Failure): void {
  const { Type: type, name } = thread.state;
  if (type === 'Fail') kernel.took(thread, { from: name, to: null, via: 'End', error: failure.error });
  if (thread.parent !== undefined) childFailed(kernel, { child: thread, parent: thread.parent }, plain(failure));
  else endExecution(kernel, thread.run, { status: 'FAILED', failure, thread });
}

/** What the state around a failed branch sees: its own history has no second EvaluationFailed. */
function plain({ location: _location, ...rest }: Failure): Failure {
  return rest;
}

const NO_RETRIES: readonly number[] = [];

function enter(kernel: Kernel, thread: Thread, starting: boolean): void {
  const { state } = thread;
  if (starting) kernel.took(thread, { from: null, to: state.name, via: 'Start' });
  thread.phase = 'entered';
  thread.retries = NO_RETRIES;
  thread.work = undefined;
  thread.failure = undefined;
  thread.enteredAt = kernel.clock.now();
  kernel.emit(thread, state.entered, thread.input);
  thread.enteredEvent = thread.lastEvent;
  kernel.journal.keepThread(thread);
}

function leave(kernel: Kernel, thread: Thread, exit: Exit): void {
  const { name, exited } = thread.state;
  const { assigned, output } = exit;
  const left = assigned === undefined ? exited : told(exited.type, { name, assignedVariables: textual(assigned) });
  kernel.emit(thread, left, output);
  kernel.took(thread, { from: name, to: exit.to, via: exit.via, error: exit.error });
  kernel.clear(thread);
  thread.mapRun = undefined;
  if (assigned !== undefined) thread.variables = { ...thread.variables, ...assigned };
  if (exit.to !== null) {
    thread.state = stateNamed(scopeOf(thread), exit.to);
    thread.input = output;
    enter(kernel, thread, false);
  } else if (thread.parent === undefined) {
    endExecution(kernel, thread.run, { status: 'SUCCEEDED', output, thread });
  } else {
    childDone(kernel, { child: thread, parent: thread.parent }, output);
  }
}

/** History shows variables as JSON texts. */
function textual(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}
