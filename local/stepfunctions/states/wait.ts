import { bindingsOf } from '../bindings.ts';
import { evaluationFault } from '../errors.ts';
import { AGAIN, exitState, PARKED, type Outcome } from '../exits.ts';
import type { At } from '../kernel.ts';
import { unexpectedType } from '../query.ts';
import type { WaitState } from '../state-schemas.ts';

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const LONGEST_WAIT = 99_999_999;

/** @returns epoch ms of an ISO 8601 date-time with offset; fractions beyond milliseconds are cut */
function parseTimestamp(text: string): number | undefined {
  const [, moment, fraction = '', offset = ''] = TIMESTAMP.exec(text) ?? [];
  if (moment === undefined) return undefined;
  // Date.parse would roll 31 February over into March.
  if (new Date(`${moment}Z`).toString() === 'Invalid Date' || !new Date(`${moment}Z`).toISOString().startsWith(moment))
    return undefined;
  const at = Date.parse(`${moment}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}

/** @returns epoch ms at which the wait ends */
async function dueTime({ kernel, thread }: At, state: WaitState): Promise<number> {
  const bind = (): Record<string, unknown> => bindingsOf(thread);
  if (state.Timestamp !== undefined) {
    const value = await kernel.evaluator.value(state.Timestamp, 'Timestamp', bind);
    if (typeof value !== 'string')
      throw unexpectedType({ template: state.Timestamp, location: 'Timestamp', expected: 'string' }, value);
    const at = parseTimestamp(value);
    if (at !== undefined) return at;
    throw evaluationFault(
      'Timestamp',
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
    );
  }
  const seconds = await kernel.evaluator.value(state.Seconds, 'Seconds', bind);
  if (typeof seconds !== 'number')
    throw unexpectedType({ template: state.Seconds, location: 'Seconds', expected: 'number' }, seconds);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_WAIT) {
    throw evaluationFault(
      'Seconds',
      `The Seconds field must be a whole number from 0 to ${LONGEST_WAIT} but was: ${seconds}`,
    );
  }
  return thread.enteredAt + seconds * 1000;
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
