import * as z from 'zod';
import { parseJson } from './bindings.ts';
import { column } from './database.ts';
import { isOverPayloadLimit, StatesApiError } from './errors.ts';
import { recordFailure, recordResult, stateOf, type Kernel, type Thread } from './kernel.ts';
import { integrationOf } from './states/task.ts';

const heartbeatSchema = z.looseObject({ heartbeat: z.number().optional() });

/** The thread that waits with a token, taken over. InvalidToken if there never was one, TaskTimedOut if it waits no more. */
function threadOf(kernel: Kernel, token: string): Thread {
  const id = liveThreadId(kernel, token);
  const thread = kernel.take(id);
  if (thread === undefined)
    throw new StatesApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  return thread;
}

function liveThreadId(kernel: Kernel, token: string): number {
  const row = kernel.journal.get('SELECT thread FROM tokens WHERE token = ?', [token]);
  if (row === undefined) throw new StatesApiError('InvalidToken', "Invalid Token: 'Invalid token'");
  const id = column.maybeNumber(row, 'thread');
  if (id === undefined)
    throw new StatesApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  return id;
}

function namingOf(thread: Thread): Record<string, unknown> {
  const state = stateOf(thread);
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
  if (isOverPayloadLimit(output))
    throw new StatesApiError('InvalidOutput', "Invalid Output: 'The output is longer than 262144 bytes'");
  kernel.journal.write(() => {
    const thread = threadOf(kernel, token);
    kernel.emit({ run: thread.run, thread }, 'TaskSucceeded', {
      ...namingOf(thread),
      output,
      outputDetails: { truncated: false },
    });
    recordResult(kernel, thread, result);
    kernel.start(thread);
  });
}

export function failTask(
  kernel: Kernel,
  token: string,
  failure: { error?: string | undefined; cause?: string | undefined },
): void {
  const { error, cause } = failure;
  kernel.journal.write(() => {
    const thread = threadOf(kernel, token);
    kernel.emit({ run: thread.run, thread }, 'TaskFailed', { ...namingOf(thread), error, cause });
    recordFailure(kernel, thread, {
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    kernel.start(thread);
  });
}

/** Puts the heartbeat's deadline off; the wait itself is not touched. */
export function heartbeatTask(kernel: Kernel, token: string): void {
  const id = liveThreadId(kernel, token);
  const thread = kernel.live.get(id) ?? kernel.journal.thread(id);
  const { heartbeat } = heartbeatSchema.parse(parseJson(thread?.work ?? '{}'));
  if (heartbeat === undefined) return;
  const due = kernel.clock.now() + heartbeat * 1000;
  kernel.journal.write(() =>
    kernel.journal.run("UPDATE timers SET due = ? WHERE thread = ? AND kind = 'heartbeat'", [due, id]),
  );
}
