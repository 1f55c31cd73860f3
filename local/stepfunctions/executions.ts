import { randomUUID } from 'node:crypto';
import type { Failure } from './errors.ts';
import { told } from './events.ts';
import { createRun, type ExecutionRow, type ExecutionStatus, type MapRun, type Run, type Thread } from './model.ts';
import { scopeOf, type Kernel } from './kernel.ts';

const CLOSING_EVENTS: Record<Exclude<ExecutionStatus, 'RUNNING'>, string> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** What a new execution is made of. */
type NewExecution = Pick<ExecutionRow, 'arn' | 'machine' | 'name' | 'definition' | 'role' | 'input'> & {
  /** 0 for a machine, the processor's scope for a child of a map run. */
  scope: number;
  mapRun?: MapRun;
  item?: number;
};

/** Writes a new execution down and lets it go. */
export function beginExecution(kernel: Kernel, made: NewExecution): Run {
  const { scope, mapRun, item, ...own } = made;
  const machine = kernel.machine(made.definition);
  const started = kernel.clock.now();
  // A machine's TimeoutSeconds is its own: children of a distributed Map have none.
  const seconds = mapRun === undefined ? machine.timeoutSeconds : undefined;
  const deadline = seconds === undefined ? undefined : started + seconds * 1000;
  const row: ExecutionRow = {
    id: kernel.journal.nextExecution(),
    ...own,
    started,
    mapRun: mapRun?.arn,
    item,
    deadline,
    status: 'RUNNING',
  };
  const run = createRun({ row, machine, mapRun, nextEvent: 1 });
  kernel.addRun(run);
  kernel.journal.keepRun(run);
  setDeadline(kernel, run);
  const begun = told('ExecutionStarted', { roleArn: made.role });
  kernel.append(run, { told: begun, text: made.input, previous: 0 });
  // The first state's event has no event before it on AWS.
  kernel.start(kernel.addThread({ run, parent: undefined, item: 0, scope, input: made.input, lastEvent: 0 }));
  return run;
}

/** Sets the timer for the machine's TimeoutSeconds, if it has any. */
export function setDeadline(kernel: Kernel, run: Run): void {
  const due = run.row.deadline;
  if (due === undefined) return;
  run.deadline = { due, kind: 'execution', run, thread: undefined, cancelled: false };
  kernel.timers.add(run.deadline);
}

/** Closes an execution with everything in it. */
export function endExecution(
  kernel: Kernel,
  run: Run,
  end: { status: Exclude<ExecutionStatus, 'RUNNING'>; output?: string; failure?: Failure; thread?: Thread },
): void {
  const { row } = run;
  if (row.status !== 'RUNNING') return;
  const { error, cause } = end.failure ?? {};
  const closing = told(CLOSING_EVENTS[end.status], end.output === undefined ? { error, cause } : undefined);
  kernel.append(run, { told: closing, text: end.output, previous: end.thread?.lastEvent ?? run.nextEvent - 1 });
  row.status = end.status;
  row.output = end.output;
  row.error = error;
  row.cause = cause;
  row.stopped = kernel.clock.now();
  kernel.journal.keepRun(run);
  kernel.runs.delete(row.arn);
  if (run.deadline !== undefined) kernel.timers.cancel(run.deadline);
  for (const thread of run.threads) {
    if (thread.mapRun !== undefined) abortMapRun(kernel, thread.mapRun);
    kernel.drop(thread);
  }
  if (run.mapRun !== undefined) mapChildEnded(kernel, run, run.mapRun);
}

/** Starts as many child executions of a map run as may run at once, or ends the run if there is nothing left. */
export function continueMapRun(kernel: Kernel, mapRun: MapRun): void {
  const { thread, inputs, machine } = mapRun;
  const ended = mapRun.succeeded + mapRun.failed;
  if (mapRun.failed > mapRun.tolerated) return finishMapRun(kernel, mapRun, 'FAILED');
  if (ended === inputs.length) return finishMapRun(kernel, mapRun, 'SUCCEEDED');
  const scope = scopeOf(thread).inner.get(thread.state.name)?.[0] ?? 0;
  const { definition, role } = thread.run.row;
  while (mapRun.started < Math.min(inputs.length, ended + mapRun.concurrency)) {
    const item = mapRun.started;
    mapRun.started += 1;
    const name = randomUUID();
    const arn = `${machine.replace(':stateMachine:', ':execution:')}:${name}`;
    const input = JSON.stringify(inputs[item]);
    beginExecution(kernel, { arn, machine, name, definition, role, input, scope, mapRun, item });
  }
}

function mapChildEnded(kernel: Kernel, child: Run, mapRun: MapRun): void {
  mapRun.open.delete(child);
  if (child.row.status === 'SUCCEEDED') mapRun.succeeded += 1;
  else mapRun.failed += 1;
  if (mapRun.status === 'RUNNING') continueMapRun(kernel, mapRun);
}

/** All children have ended, or too many failed: the state around them writes or collects the results. */
function finishMapRun(kernel: Kernel, mapRun: MapRun, status: 'SUCCEEDED' | 'FAILED'): void {
  closeMapRun(kernel, mapRun, status);
  const { thread } = mapRun;
  kernel.take(thread);
  thread.phase = 'exporting';
  kernel.journal.keepThread(thread);
  kernel.start(thread);
}

/** Stops a map run that nobody waits for any more, if it still runs. */
export function abortMapRun(kernel: Kernel, mapRun: MapRun): void {
  if (mapRun.status === 'RUNNING') closeMapRun(kernel, mapRun, 'ABORTED');
}

function closeMapRun(kernel: Kernel, mapRun: MapRun, status: MapRun['status']): void {
  mapRun.status = status;
  for (const child of mapRun.open) endExecution(kernel, child, { status: 'ABORTED' });
}
