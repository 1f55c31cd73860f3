import { parseJson, parseObject, retryCounts } from './bindings.ts';
import { endExecution } from './executions.ts';
import { AGAIN, exitState, PARKED, type Exit, type Outcome } from './exits.ts';
import { HISTORY_LIMIT, recordFailure, stateOf, type Kernel, type Thread } from './kernel.ts';
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
 * Takes a thread from state to state until it waits for something or ends. Every change is one synchronous write, so that
 * a crash finds the journal between two of them; what a thread was doing then is in its phase.
 */
export async function drive(kernel: Kernel, thread: Thread): Promise<void> {
  const { epoch } = thread;
  const isStale = (): boolean => thread.gone || thread.epoch !== epoch || kernel.closed;
  while (!isStale()) {
    if (thread.run.nextEvent >= HISTORY_LIMIT) {
      endAtHistoryLimit(kernel, thread);
      return;
    }
    if (thread.phase === 'ready') {
      kernel.journal.write(() => enter(kernel, thread, true));
    }
    const outcome =
      thread.phase === 'failing' ? await handleFailure(kernel, thread, isStale) : await work(kernel, thread, isStale);
    if (outcome.kind === 'parked' || isStale()) return;
    if (outcome.kind === 'exit') kernel.journal.write(() => leave(kernel, thread, outcome.exit));
  }
}

/** The cause is the service's own sentence. */
function endAtHistoryLimit(kernel: Kernel, thread: Thread): void {
  const cause = `The execution reached the maximum number of history events (${HISTORY_LIMIT}).`;
  kernel.journal.write(() =>
    endExecution(kernel, thread.run, { status: 'FAILED', failure: { error: 'States.Runtime', cause } }),
  );
}

async function work(kernel: Kernel, thread: Thread, isStale: () => boolean): Promise<Outcome> {
  try {
    return await runState(kernel, thread, isStale);
  } catch (error) {
    if (isStale()) return PARKED;
    const failure = failureOf(thread, error);
    kernel.journal.write(() => recordFailure(kernel, thread, failure));
    return AGAIN;
  }
}

async function runState(kernel: Kernel, thread: Thread, isStale: () => boolean): Promise<Outcome> {
  const state = stateOf(thread);
  const at = { kernel, thread, isStale };
  if (thread.phase === 'result' && 'Catch' in state) {
    const result = parseJson(thread.work ?? 'null');
    return exitState({ kernel, thread, extra: { result } }, state, thread.work ?? 'null');
  }
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return exitState({ kernel, thread, extra: {} }, state, thread.input);
    case 'Choice':
      return runChoice(kernel, thread, state);
    case 'Wait':
      return runWait(at, state);
    case 'Task':
      return runTask(at, state);
    case 'Parallel':
      return runParallel(at, state);
    case 'Map':
      return runMap(at, state);
    case 'Fail':
      throw await faultOfFail(kernel, thread, state);
  }
}

async function handleFailure(kernel: Kernel, thread: Thread, isStale: () => boolean): Promise<Outcome> {
  let recovery: Awaited<ReturnType<typeof recover>>;
  try {
    recovery = await recover(kernel, thread);
  } catch (error) {
    if (isStale()) return PARKED;
    const failure = { ...failureOf(thread, error), terminal: true };
    kernel.journal.write(() => recordFailure(kernel, thread, failure));
    return AGAIN;
  }
  if (isStale()) return PARKED;
  if (recovery.kind === 'retry') {
    const { index, delayMs, failure } = recovery;
    kernel.journal.write(() => retry(kernel, thread, { index, delayMs, failure }));
    return PARKED;
  }
  const type = stateOf(thread).Type;
  kernel.journal.write(() => {
    if (type === 'Map' || type === 'Parallel') kernel.emit({ run: thread.run, thread }, `${type}StateFailed`);
    if (recovery.kind === 'uncaught') failThread(kernel, thread, recovery.failure);
  });
  return recovery.kind === 'uncaught' ? PARKED : { kind: 'exit', exit: recovery.exit };
}

function retry(kernel: Kernel, thread: Thread, by: { index: number; delayMs: number; failure: Failure }): void {
  const counts = retryCounts(thread);
  while (counts.length <= by.index) counts.push(0);
  counts[by.index] = (counts[by.index] ?? 0) + 1;
  thread.retries = JSON.stringify(counts);
  thread.phase = 'retrying';
  thread.work = undefined;
  kernel.journal.saveThread(thread);
  kernel.setTimer({ afterMs: by.delayMs, kind: 'retry', thread, run: thread.run });
  kernel.took(thread, { from: thread.state, to: thread.state, via: `Retry[${by.index}]`, error: by.failure.error });
}

/** A failure that nothing in this thread caught: the state around the thread fails, or the execution. */
function failThread(kernel: Kernel, thread: Thread, failure: Failure): void {
  if (stateOf(thread).Type === 'Fail')
    kernel.took(thread, { from: thread.state, to: null, via: 'End', error: failure.error });
  if (thread.parent !== undefined) return childFailed(kernel, thread, plain(failure));
  endExecution(kernel, thread.run, { status: 'FAILED', failure, thread });
}

/** What the state around a failed branch sees: error and cause; its own history has no second EvaluationFailed. */
function plain(failure: Failure): Failure {
  const { location: _location, terminal, ...rest } = failure;
  return failure.error === 'States.QueryEvaluationError' || terminal === undefined ? rest : { ...rest, terminal };
}

function enter(kernel: Kernel, thread: Thread, starting: boolean): void {
  if (starting) kernel.took(thread, { from: null, to: thread.state, via: 'Start' });
  thread.phase = 'entered';
  thread.retries = '[]';
  thread.work = undefined;
  thread.enteredAt = kernel.clock.now();
  thread.enteredEvent = kernel.emit({ run: thread.run, thread }, `${stateOf(thread).Type}StateEntered`, {
    input: thread.input,
    inputDetails: { truncated: false },
    name: thread.state,
  });
  kernel.journal.saveThread(thread);
}

function leave(kernel: Kernel, thread: Thread, exit: Exit): void {
  const type = stateOf(thread).Type;
  kernel.emit({ run: thread.run, thread }, `${type}StateExited`, {
    name: thread.state,
    output: exit.output,
    outputDetails: { truncated: false },
    ...(exit.assigned === undefined ? {} : { assignedVariables: textual(exit.assigned) }),
  });
  kernel.took(thread, { from: thread.state, to: exit.to, via: exit.via, error: exit.error });
  kernel.clear(thread);
  if (exit.assigned !== undefined) {
    thread.variables = JSON.stringify({ ...parseObject(thread.variables), ...exit.assigned });
  }
  if (exit.to !== null) {
    thread.state = exit.to;
    thread.input = exit.output;
    enter(kernel, thread, false);
    return;
  }
  if (thread.parent === undefined)
    endExecution(kernel, thread.run, { status: 'SUCCEEDED', output: exit.output, thread });
  else childDone(kernel, thread, exit.output);
}

/** History shows variables as JSON texts. */
function textual(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}
