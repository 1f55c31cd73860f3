import { parseJson } from './bindings.ts';
import { present, StatesApiError } from './errors.ts';
import { integrationOf } from './integrations.ts';
import { told } from './events.ts';
import { recordFailure, recordResult, type Kernel } from './kernel.ts';
import { checkLength } from './request-checks.ts';
import type { Thread } from './model.ts';

/** The thread that waits with a token. InvalidToken if there never was one, TaskTimedOut if it waits no more. */
function threadOf(kernel: Kernel, token: string): Thread {
  const thread = kernel.tokens.get(token);
  if (thread !== undefined) return thread;
  if (!kernel.isOwnToken(token)) throw new StatesApiError('InvalidToken', "Invalid Token: 'Invalid token'");
  throw new StatesApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
}

function namingOf({ state }: Thread): object {
  return state.Type === 'Task' ? integrationOf(state.Resource).naming : {};
}

/** The task succeeds with a JSON text; may come before the Lambda call that sent the token has returned. */
export function succeedTask(kernel: Kernel, token: string, output: string): void {
  let result: unknown;
  try {
    result = parseJson(output);
  } catch {
    throw new StatesApiError('InvalidOutput', "Invalid Output: 'The output is not JSON'");
  }
  checkLength('output', output);
  const thread = threadOf(kernel, token);
  kernel.take(thread);
  kernel.emit(thread, told('TaskSucceeded', namingOf(thread)), output);
  recordResult(kernel, thread, JSON.stringify(result));
  kernel.start(thread);
}

export function failTask(
  kernel: Kernel,
  token: string,
  failure: { error?: string | undefined; cause?: string | undefined },
): void {
  const { error, cause } = failure;
  const thread = threadOf(kernel, token);
  kernel.take(thread);
  kernel.emit(thread, told('TaskFailed', { ...namingOf(thread), error, cause }));
  recordFailure(kernel, thread, present(failure));
  kernel.start(thread);
}

/** Puts the heartbeat's deadline off; the wait itself is not touched. */
export function heartbeatTask(kernel: Kernel, token: string): void {
  const thread = threadOf(kernel, token);
  if (thread.heartbeat === undefined) return;
  for (const timer of thread.timers) if (timer.kind === 'heartbeat') kernel.timers.cancel(timer);
  thread.timers = thread.timers.filter(({ kind }) => kind !== 'heartbeat');
  kernel.setTimer(thread, 'heartbeat', kernel.clock.now() + thread.heartbeat * 1000);
  kernel.journal.keepThread(thread);
}
