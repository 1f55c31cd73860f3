import type { Clock } from './clock.ts';
import { column } from './database.ts';
import { endExecution } from './executions.ts';
import { recordFailure, stateOf, type Kernel, type Thread } from './kernel.ts';
import { integrationOf } from './states/task.ts';

/** One alarm for the earliest timer of the journal, however many there are. */
export interface Alarm {
  /** Makes sure the alarm rings at `due` (epoch ms) or earlier. */
  rearm(due: number): void;
  /** Arms the alarm for the journal's earliest timer. */
  arm(kernel: Kernel): void;
  cancel(): void;
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let armed: { at: number; cancel(): void } | undefined;
  const rearm = (due: number): void => {
    if (armed !== undefined && armed.at <= due) return;
    armed?.cancel();
    const timer = clock.setTimer(due, () => {
      armed = undefined;
      ring();
    });
    armed = { at: due, cancel: () => timer.cancel() };
  };
  return {
    rearm,
    arm(kernel) {
      const row = kernel.journal.get('SELECT MIN(due) AS due FROM timers');
      const due = row === undefined ? undefined : column.maybeNumber(row, 'due');
      if (due !== undefined) rearm(due);
    },
    cancel() {
      armed?.cancel();
      armed = undefined;
    },
  };
}

/** So that a crowd of due timers does not hold up everything else. */
const MOST_AT_ONCE = 500;

/** Fires the timers that are due, earliest first. */
export function fireDueTimers(kernel: Kernel): void {
  const due = kernel.journal.all('SELECT * FROM timers WHERE due <= ? ORDER BY due, id LIMIT ?', [
    kernel.clock.now(),
    MOST_AT_ONCE,
  ]);
  for (const row of due) {
    const id = column.number(row, 'id');
    kernel.journal.write(() => {
      // One of the earlier timers may have ended what this one was for.
      if (kernel.journal.change('DELETE FROM timers WHERE id = ?', [id]) === 0) return;
      fire(kernel, {
        kind: column.text(row, 'kind'),
        execution: column.number(row, 'execution'),
        thread: column.maybeNumber(row, 'thread'),
      });
    });
  }
}

function fire(kernel: Kernel, timer: { kind: string; execution: number; thread: number | undefined }): void {
  if (timer.thread === undefined) {
    const run = kernel.run(timer.execution);
    if (run !== undefined) endExecution(kernel, run, { status: 'TIMED_OUT', failure: { error: 'States.Timeout' } });
    return;
  }
  const thread = kernel.take(timer.thread);
  if (thread === undefined) return;
  if (timer.kind === 'timeout' || timer.kind === 'heartbeat') {
    timeOut(kernel, thread, timer.kind);
  } else {
    thread.phase = timer.kind === 'wait' ? 'waited' : 'entered';
    kernel.journal.saveThread(thread);
  }
  kernel.start(thread);
}

/**
 * The service names a missed heartbeat States.Timeout (recorded), its documentation lets States.HeartbeatTimeout catch it:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
function timeOut(kernel: Kernel, thread: Thread, kind: 'timeout' | 'heartbeat'): void {
  const state = stateOf(thread);
  if (state.Type !== 'Task') return;
  const { events, naming } = integrationOf(state.Resource);
  kernel.emit({ run: thread.run, thread }, `${events}TimedOut`, { ...naming, error: 'States.Timeout' });
  kernel.took(thread, { from: thread.state, to: null, via: 'Timeout', error: 'States.Timeout' });
  const alias = kind === 'heartbeat' ? { alias: 'States.HeartbeatTimeout' } : {};
  recordFailure(kernel, thread, { error: 'States.Timeout', ...alias });
}
