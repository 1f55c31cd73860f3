import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { parseJson } from './bindings.ts';
import { column } from './database.ts';
import type { Failure } from './errors.ts';
import type { ExecutionStatus, MapRunRow } from './journal.ts';
import type { Kernel, Run, Thread } from './kernel.ts';

const CLOSING_EVENTS: Record<Exclude<ExecutionStatus, 'RUNNING'>, string> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** What a new execution is made of. `scope` is 0 for a machine, the processor's scope for a child of a map run. */
export interface NewExecution {
  arn: string;
  machine: string;
  name: string;
  definition: number;
  role: string;
  input: string;
  scope: number;
  mapRun: number | undefined;
  item: number | undefined;
}

/** Writes a new execution down and lets it go. Call inside a write. */
export function beginExecution(kernel: Kernel, made: NewExecution): void {
  const { journal } = kernel;
  const id = journal.addExecution({ ...made, started: kernel.clock.now() });
  const run = kernel.run(id);
  if (run === undefined) return;
  kernel.emit({ run, thread: undefined }, 'ExecutionStarted', {
    input: made.input,
    inputDetails: { truncated: false },
    roleArn: made.role,
  });
  const { timeoutSeconds, scopes } = run.machine;
  // A machine's TimeoutSeconds is its own: children of a distributed Map have none.
  if (timeoutSeconds !== undefined && made.mapRun === undefined) {
    kernel.setTimer({ afterMs: timeoutSeconds * 1000, kind: 'execution', thread: undefined, run });
  }
  const state = scopes[made.scope]?.startAt ?? '';
  // The first state's event has no event before it on AWS.
  const thread = {
    execution: id,
    parent: undefined,
    item: 0,
    scope: made.scope,
    state,
    input: made.input,
    lastEvent: 0,
  };
  const started = kernel.take(journal.addThread(thread));
  if (started !== undefined) kernel.start(started);
}

/** Closes an execution with everything in it. Call inside a write. */
export function endExecution(
  kernel: Kernel,
  run: Run,
  end: { status: Exclude<ExecutionStatus, 'RUNNING'>; output?: string; failure?: Failure; thread?: Thread },
): void {
  const { id } = run.row;
  if (run.row.status !== 'RUNNING') return;
  const { error, cause } = end.failure ?? {};
  const details =
    end.output === undefined ? { error, cause } : { output: end.output, outputDetails: { truncated: false } };
  kernel.emit({ run, thread: end.thread }, CLOSING_EVENTS[end.status], details);
  const stopped = kernel.clock.now();
  Object.assign(run.row, { status: end.status, output: end.output, error, cause, stopped });
  kernel.journal.run('UPDATE executions SET status = ?, output = ?, error = ?, cause = ?, stopped = ? WHERE id = ?', [
    end.status,
    end.output ?? null,
    error ?? null,
    cause ?? null,
    stopped,
    id,
  ]);
  kernel.dropThreads(run);
  kernel.journal.run('DELETE FROM threads WHERE execution = ?', [id]);
  kernel.journal.run('DELETE FROM timers WHERE execution = ?', [id]);
  kernel.journal.run('UPDATE tokens SET thread = NULL WHERE execution = ?', [id]);
  abortMapRuns(kernel, { execution: id });
  if (run.row.mapRun !== undefined) mapChildEnded(kernel, run.row.mapRun, end.status === 'SUCCEEDED');
}

const inputsSchema = z.array(z.unknown());

function inputsOf(kernel: Kernel, run: MapRunRow): unknown[] {
  const known = kernel.mapInputs.get(run.id);
  if (known !== undefined) return known;
  const row = kernel.journal.get('SELECT items FROM map_runs WHERE id = ?', [run.id]);
  const inputs = inputsSchema.parse(parseJson(column.text(row ?? {}, 'items')));
  kernel.mapInputs.set(run.id, inputs);
  return inputs;
}

/** Starts as many child executions of a map run as may run at once, or ends the run if there is nothing left. Call inside a write. */
export function continueMapRun(kernel: Kernel, run: MapRunRow): void {
  const parent = kernel.journal.execution(run.execution);
  const thread = kernel.journal.thread(run.thread);
  if (parent === undefined || thread === undefined) return;
  const ended = run.succeeded + run.failed;
  if (run.failed > run.tolerated) return finishMapRun(kernel, run, 'FAILED');
  if (ended === run.total) return finishMapRun(kernel, run, 'SUCCEEDED');
  const inputs = inputsOf(kernel, run);
  const scope = kernel.machine(parent.definition).scopes[thread.scope]?.inner.get(thread.state)?.[0] ?? 0;
  const last = Math.min(run.total, ended + run.concurrency);
  if (last > run.started) kernel.journal.run('UPDATE map_runs SET started = ? WHERE id = ?', [last, run.id]);
  for (let item = run.started; item < last; item += 1) {
    const name = randomUUID();
    const arn = `${run.machine.replace(':stateMachine:', ':execution:')}:${name}`;
    const { definition, role } = parent;
    const input = JSON.stringify(inputs[item]);
    beginExecution(kernel, { arn, machine: run.machine, name, definition, role, input, scope, mapRun: run.id, item });
  }
}

function mapChildEnded(kernel: Kernel, mapRun: number, succeeded: boolean): void {
  const counter = succeeded ? 'succeeded' : 'failed';
  kernel.journal.run(`UPDATE map_runs SET ${counter} = ${counter} + 1 WHERE id = ?`, [mapRun]);
  const run = kernel.journal.mapRun(mapRun);
  if (run?.status === 'RUNNING') continueMapRun(kernel, run);
}

/** All children have ended, or too many failed: the state around them writes or collects the results. */
function finishMapRun(kernel: Kernel, run: MapRunRow, status: 'SUCCEEDED' | 'FAILED'): void {
  closeMapRun(kernel, run, status);
  const thread = kernel.take(run.thread);
  if (thread === undefined) return;
  thread.phase = 'exporting';
  kernel.journal.saveThread(thread);
  kernel.start(thread);
}

function closeMapRun(kernel: Kernel, run: MapRunRow, status: MapRunRow['status']): void {
  kernel.mapInputs.delete(run.id);
  kernel.journal.run('UPDATE map_runs SET status = ? WHERE id = ?', [status, run.id]);
  for (const row of kernel.journal.all("SELECT id FROM executions WHERE map_run = ? AND status = 'RUNNING'", [
    run.id,
  ])) {
    const child = kernel.run(column.number(row, 'id'));
    if (child !== undefined) endExecution(kernel, child, { status: 'ABORTED' });
  }
}

/** Stops the map runs of an execution, or of one of its threads. Call inside a write. */
export function abortMapRuns(kernel: Kernel, of: { execution: number } | { thread: number }): void {
  const [field, value] = 'execution' in of ? ['execution', of.execution] : ['thread', of.thread];
  for (const row of kernel.journal.all(`SELECT id FROM map_runs WHERE ${field} = ? AND status = 'RUNNING'`, [value])) {
    const run = kernel.journal.mapRun(column.number(row, 'id'));
    if (run !== undefined) closeMapRun(kernel, run, 'ABORTED');
  }
}
