import { parseTimestamp } from '../clock.ts';
import { evaluationFault } from '../errors.ts';
import { AGAIN, exitState, PARKED, valueOf, type Outcome } from '../exits.ts';
import type { At } from '../kernel.ts';
import { LONGEST_SECONDS, type WaitState } from '../state-schemas.ts';

/** @returns epoch ms at which the wait ends */
async function dueTime(at: At, { Timestamp, Seconds }: WaitState): Promise<number> {
  const text = await valueOf(at, { template: Timestamp, location: 'Timestamp', expected: 'string' });
  if (text !== undefined) {
    const due = parseTimestamp(text);
    if (due !== undefined) return due;
    const cause = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`;
    throw evaluationFault('Timestamp', cause);
  }
  const seconds = (await valueOf(at, { template: Seconds, location: 'Seconds', expected: 'number' })) ?? 0;
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_SECONDS)
    return at.thread.enteredAt + seconds * 1000;
  const cause = `The Seconds field must be a whole number from 0 to ${LONGEST_SECONDS} but was: ${seconds}`;
  throw evaluationFault('Seconds', cause);
}

export async function runWait(at: At, state: WaitState): Promise<Outcome> {
  const { kernel, thread } = at;
  if (thread.phase === 'waited') return exitState({ kernel, thread, extra: () => ({}) }, state, thread.input);
  const due = await dueTime(at, state);
  if (at.isStale) return PARKED;
  const later = due > kernel.clock.now();
  thread.phase = later ? 'waiting' : 'waited';
  kernel.journal.keepThread(thread);
  if (!later) return AGAIN;
  kernel.setTimer(thread, 'wait', due);
  return PARKED;
}
