import * as z from 'zod';
import { parseJson, retryCounts } from './bindings.ts';
import { StateFault, type Failure } from './errors.ts';
import { shape, type Exit } from './exits.ts';
import { stateOf, type Kernel, type Thread } from './kernel.ts';
import type { Retrier } from './state-schemas.ts';

const failureSchema = z.object({
  error: z.string().optional(),
  cause: z.string().optional(),
  location: z.string().optional(),
  alias: z.string().optional(),
  terminal: z.boolean().optional(),
});

/** What follows a state's failure. */
export type Recovery =
  | { kind: 'retry'; index: number; delayMs: number; failure: Failure }
  | { kind: 'catch'; exit: Exit; failure: Failure }
  | { kind: 'uncaught'; failure: Failure };

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
function matches(names: string[], failure: Failure): boolean {
  if (failure.terminal === true) return false;
  return names.some((name) => {
    if (name === 'States.ALL') return true;
    if (name === 'States.TaskFailed') return failure.error !== 'States.Timeout';
    return name === failure.error || name === failure.alias;
  });
}

/** @returns the wait before the retry that follows `used` earlier ones, in ms */
function retryDelay(retrier: Retrier, used: number, random: () => number): number {
  const grown = retrier.IntervalSeconds * retrier.BackoffRate ** used;
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? Infinity);
  return (retrier.JitterStrategy === 'FULL' ? seconds * random() : seconds) * 1000;
}

/** Looks for the first retrier that names the error, then, if it is used up or there is none, for a catcher. */
export async function recover(kernel: Kernel, thread: Thread): Promise<Recovery> {
  const failure = readFailure(thread);
  const state = stateOf(thread);
  if (!('Retry' in state)) return { kind: 'uncaught', failure };
  const index = state.Retry.findIndex((retrier) => matches(retrier.ErrorEquals, failure));
  const retrier = state.Retry[index];
  const used = retryCounts(thread)[index] ?? 0;
  if (retrier !== undefined && used < retrier.MaxAttempts) {
    return { kind: 'retry', index, delayMs: retryDelay(retrier, used, kernel.options.random), failure };
  }
  const caught = state.Catch.findIndex((catcher) => matches(catcher.ErrorEquals, failure));
  const catcher = state.Catch[caught];
  if (catcher === undefined) return { kind: 'uncaught', failure };
  const errorOutput = { Error: failure.error ?? null, Cause: failure.cause ?? null };
  const at = { kernel, thread, prefix: `Catch[${caught}]/`, extra: { errorOutput } };
  const shaped = await shape(at, catcher, JSON.stringify(errorOutput));
  return {
    kind: 'catch',
    exit: { ...shaped, to: catcher.Next, via: `Catch[${caught}]`, error: failure.error },
    failure,
  };
}

function readFailure(thread: Thread): Failure {
  const { error, cause, location, alias, terminal } = failureSchema.parse(parseJson(thread.work ?? ''));
  return {
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(location === undefined ? {} : { location }),
    ...(alias === undefined ? {} : { alias }),
    ...(terminal === undefined ? {} : { terminal }),
  };
}

/** A fault's failure with AWS's sentence about the state in front, where it belongs. Anything but a StateFault is a bug and is thrown on. */
export function failureOf(thread: Thread, error: unknown): Failure {
  if (!(error instanceof StateFault)) throw error;
  if (!error.located) return error.failure;
  const where = `An error occurred while executing the state '${thread.state}' (entered at the event id #${thread.enteredEvent}). `;
  return { ...error.failure, cause: where + (error.failure.cause ?? '') };
}
