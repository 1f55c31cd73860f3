import { parseJson } from './bindings.ts';
import { endExecution } from './executions.ts';
import { AGAIN, exitState, PARKED, type Exit, type Outcome } from './exits.ts';
import { HISTORY_LIMIT, recordFailure, stateOf, type At, type Kernel } from './kernel.ts';
import type { Thread } from './model.ts';
import { failureOf, recover } from './recovery.ts';
import { runChoice } from './states/choice.ts';
import { faultOfFail } from './states/fail.ts';
import { childDone, childFailed } from './states/inner-threads.ts';
import { runMap } from './states/map.ts';
import { runParallel } from './states/parallel.ts';
import { runTask } from './states/task.ts';
import { runWait } from './states/wait.ts';
import type { Failure } from './errors.ts';

/**
 * Takes a thread from state to state until it waits for something or ends. Every change is made without an `await` in
 * between, so that a crash finds the journal between two of them; what a thread was doing then is in its phase.
 */
export async function drive(kernel: Kernel, thread: Thread): Promise<void> {
  const { epoch } = thread;
  const isStale = (): boolean => thread.gone || thread.epoch !== epoch || kernel.closed;
  const at = { kernel, thread, isStale };
  // Whoever started the thread finishes its own change first.
  await Promise.resolve();
  while (!isStale()) {
    if (thread.run.nextEvent >= HISTORY_LIMIT) {
      endAtHistoryLimit(kernel, thread);
      return;
    }
    if (thread.phase === 'ready') enter(kernel, thread, true);
    let outcome: Outcome;
    try {
      const step = thread.phase === 'failing' ? handleFailure(at) : runState(at);
      // Many states need no promise, and waiting for none costs the most of such a state's time.
      outcome = step instanceof Promise ? await step : step;
    } catch (error) {
      if (isStale()) return;
      recordFailure(kernel, thread, failureOf(thread, error));
      continue;
    }
    if (outcome.kind === 'parked' || isStale()) return;
    if (outcome.kind === 'exit') leave(kernel, thread, outcome.exit);
  }
}

/** The cause is the service's own sentence. */
function endAtHistoryLimit(kernel: Kernel, thread: Thread): void {
  const cause = `The execution reached the maximum number of history events (${HISTORY_LIMIT}).`;
  endExecution(kernel, thread.run, { status: 'FAILED', failure: { error: 'States.Runtime', cause } });
}

const NOTHING = (): object => ({});

function runState(at: At): Outcome | Promise<Outcome> {
  const { kernel, thread } = at;
  const state = stateOf(thread);
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
  const { kernel, thread, isStale } = at;
  const failure = thread.failure ?? {};
  let recovery: Awaited<ReturnType<typeof recover>>;
  try {
    recovery = await recover(kernel, thread, failure);
  } catch (error) {
    if (isStale()) return PARKED;
    recordFailure(kernel, thread, { ...failureOf(thread, error), terminal: true });
    return AGAIN;
  }
  if (isStale()) return PARKED;
  if (recovery.kind === 'retry') {
    retry(at, recovery, failure);
    return PARKED;
  }
  const type = stateOf(thread).Type;
  if (type === 'Map' || type === 'Parallel') kernel.emit(thread, `${type}StateFailed`);
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
  kernel.took(thread, { from: thread.state, to: thread.state, via: `Retry[${index}]`, error: failure.error });
}

/** A failure that nothing in this thread caught: the state around the thread fails, or the execution. */
function failThread(kernel: Kernel, thread: Thread, failure: Failure): void {
  if (stateOf(thread).Type === 'Fail')
    kernel.took(thread, { from: thread.state, to: null, via: 'End', error: failure.error });
  if (thread.parent !== undefined) childFailed(kernel, { child: thread, parent: thread.parent }, plain(failure));
  else endExecution(kernel, thread.run, { status: 'FAILED', failure, thread });
}

/** What the state around a failed branch sees: error and cause; its own history has no second EvaluationFailed. */
function plain(failure: Failure): Failure {
  const { location: _location, terminal, ...rest } = failure;
  return failure.error === 'States.QueryEvaluationError' || terminal === undefined ? rest : { ...rest, terminal };
}

const NO_RETRIES: readonly number[] = [];

/** Event types, written out so that the many events of a history share their names. */
const ENTERED = {
  Pass: 'PassStateEntered',
  Task: 'TaskStateEntered',
  Choice: 'ChoiceStateEntered',
  Wait: 'WaitStateEntered',
  Succeed: 'SucceedStateEntered',
  Fail: 'FailStateEntered',
  Parallel: 'ParallelStateEntered',
  Map: 'MapStateEntered',
} as const;
const EXITED = {
  Pass: 'PassStateExited',
  Task: 'TaskStateExited',
  Choice: 'ChoiceStateExited',
  Wait: 'WaitStateExited',
  Succeed: 'SucceedStateExited',
  Fail: 'FailStateExited',
  Parallel: 'ParallelStateExited',
  Map: 'MapStateExited',
} as const;

function enter(kernel: Kernel, thread: Thread, starting: boolean): void {
  if (starting) kernel.took(thread, { from: null, to: thread.state, via: 'Start' });
  thread.phase = 'entered';
  thread.retries = NO_RETRIES;
  thread.work = undefined;
  thread.failure = undefined;
  thread.enteredAt = kernel.clock.now();
  kernel.emit(thread, ENTERED[stateOf(thread).Type], { input: thread.input, name: thread.state });
  thread.enteredEvent = thread.lastEvent;
  kernel.journal.keepThread(thread);
}

function leave(kernel: Kernel, thread: Thread, exit: Exit): void {
  const left = { name: thread.state, output: exit.output };
  const details = exit.assigned === undefined ? left : { ...left, assignedVariables: textual(exit.assigned) };
  kernel.emit(thread, EXITED[stateOf(thread).Type], details);
  kernel.took(thread, { from: thread.state, to: exit.to, via: exit.via, error: exit.error });
  kernel.clear(thread);
  thread.mapRun = undefined;
  if (exit.assigned !== undefined) thread.variables = { ...thread.variables, ...exit.assigned };
  if (exit.to !== null) {
    thread.state = exit.to;
    thread.input = exit.output;
    enter(kernel, thread, false);
  } else if (thread.parent === undefined) {
    endExecution(kernel, thread.run, { status: 'SUCCEEDED', output: exit.output, thread });
  } else {
    childDone(kernel, { child: thread, parent: thread.parent }, exit.output);
  }
}

/** History shows variables as JSON texts. */
function textual(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}
