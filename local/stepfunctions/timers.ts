import { endExecution } from './executions.ts';
import { integrationOf } from './integrations.ts';
import { told } from './events.ts';
import { recordFailure, type Kernel } from './kernel.ts';
import type { Thread, Timer } from './model.ts';

/** So that a crowd of due timers does not hold up everything else. */
const MOST_AT_ONCE = 500;

/** Fires the timers that are due, earliest first. */
export function fireDueTimers(kernel: Kernel): void {
  for (let count = 0; count < MOST_AT_ONCE; count += 1) {
    const timer = kernel.timers.takeDue();
    if (timer === undefined) break;
    fire(kernel, timer);
  }
  kernel.timers.arm();
}

function fire(kernel: Kernel, { kind, run, thread }: Timer): void {
  if (thread === undefined) {
    endExecution(kernel, run, { status: 'TIMED_OUT', failure: { error: 'States.Timeout' } });
    return;
  }
  kernel.take(thread);
  thread.timers = thread.timers.filter(({ cancelled }) => !cancelled);
  if (kind === 'timeout' || kind === 'heartbeat') {
    timeOut(kernel, thread, kind);
  } else {
    thread.phase = kind === 'wait' ? 'waited' : 'entered';
    kernel.journal.keepThread(thread);
  }
  kernel.start(thread);
}

/**
 * The service names a missed heartbeat States.Timeout (recorded), its documentation lets States.HeartbeatTimeout catch it:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
function timeOut(kernel: Kernel, thread: Thread, kind: 'timeout' | 'heartbeat'): void {
  const { state } = thread;
  if (state.Type !== 'Task') return;
  const { prefix, naming } = integrationOf(state.Resource);
  kernel.emit(thread, told(`${prefix}TimedOut`, { ...naming, error: 'States.Timeout' }));
  kernel.took(thread, { from: state.name, to: null, via: 'Timeout', error: 'States.Timeout' });
  const alias = kind === 'heartbeat' ? { alias: 'States.HeartbeatTimeout' } : {};
  recordFailure(kernel, thread, { error: 'States.Timeout', ...alias });
}
