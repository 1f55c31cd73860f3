import { StateFault, type Failure } from './errors.ts';
import { shape, type Exit } from './exits.ts';
import type { Kernel } from './kernel.ts';
import type { Thread } from './model.ts';
import { LONGEST_SECONDS, type Retrier } from './state-schemas.ts';

/** What follows a state's failure. */
export type Recovery =
  { kind: 'retry'; index: number; delayMs: number } | { kind: 'exit'; exit: Exit } | { kind: 'uncaught' };

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html: two errors no wildcard stands for. */
function matches(names: string[], { error, alias }: Failure): boolean {
  if (error === 'States.Runtime') return false;
  return names.some((name) => {
    if (name === error || name === alias) return true;
    if (error === 'States.DataLimitExceeded') return false;
    return name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout');
  });
}

/** @returns the wait before the retry that follows `used` earlier ones, in ms */
function retryDelay(retrier: Retrier, used: number, random: () => number): number {
  const grown = retrier.IntervalSeconds * retrier.BackoffRate ** used;
  // Without a maximum the delay would grow beyond what a date can hold.
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? LONGEST_SECONDS);
  return (retrier.JitterStrategy === 'FULL' ? seconds * random() : seconds) * 1000;
}

/** Looks for the first retrier that names the error, then, if it is used up or there is none, for a catcher. */
export async function recover(kernel: Kernel, thread: Thread, failure: Failure): Promise<Recovery> {
  const { state } = thread;
  if (!('Retry' in state)) return { kind: 'uncaught' };
  const index = state.Retry.findIndex((retrier) => matches(retrier.ErrorEquals, failure));
  const retrier = state.Retry[index];
  const used = thread.retries[index] ?? 0;
  if (retrier !== undefined && used < retrier.MaxAttempts) {
    return { kind: 'retry', index, delayMs: retryDelay(retrier, used, kernel.options.random) };
  }
  const caught = state.Catch.findIndex((catcher) => matches(catcher.ErrorEquals, failure));
  const catcher = state.Catch[caught];
  if (catcher === undefined) return { kind: 'uncaught' };
  const errorOutput = { Error: failure.error ?? '', Cause: failure.cause ?? '' };
  const at = { kernel, thread, prefix: `Catch[${caught}]/`, extra: () => ({ errorOutput }) };
  const shaped = await shape(at, catcher, JSON.stringify(errorOutput));
  return { kind: 'exit', exit: { ...shaped, to: catcher.Next, via: `Catch[${caught}]`, error: failure.error } };
}

/**
 * A fault's failure with AWS's sentence about the state in front, where it belongs. Values too deep or too long to be written
 * are the definition's fault too; anything else is a bug and is thrown on.
 */
export function failureOf(thread: Thread, error: unknown): Failure {
  if (error instanceof RangeError) return { error: 'States.Runtime', cause: error.message };
  if (!(error instanceof StateFault)) throw error;
  if (!error.located) return error.failure;
  const where = `An error occurred while executing the state '${thread.state.name}' (entered at the event id #${thread.enteredEvent}). `;
  return { ...error.failure, cause: where + (error.failure.cause ?? '') };
}
