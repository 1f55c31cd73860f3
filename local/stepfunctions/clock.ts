/** Where the engine's time comes from. `now` is epoch milliseconds. */
export interface Clock {
  now(): number;
  setTimer(at: number, callback: () => void): { cancel(): void };
  /** Told by the engine when it begins and ends a piece of work, so that a virtual clock knows when to move on. */
  workStarted?(): void;
  workEnded?(): void;
}

/** setTimeout overflows at 2^31 ms, about 24.8 days; an approval may wait longer. */
const LONGEST_TIMEOUT = 2_000_000_000;

/** The machine's own time. Timers of any length: long ones are chained. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimer(at, callback) {
      let handle: NodeJS.Timeout;
      const arm = (): void => {
        const left = Math.max(0, at - Date.now());
        handle = left > LONGEST_TIMEOUT ? setTimeout(arm, LONGEST_TIMEOUT) : setTimeout(callback, left);
      };
      arm();
      return { cancel: () => clearTimeout(handle) };
    },
  };
}

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** @returns epoch ms of an ISO 8601 date-time with offset; fractions beyond milliseconds are cut */
export function parseTimestamp(text: string): number | undefined {
  const [, moment, fraction = '', offset = ''] = TIMESTAMP.exec(text) ?? [];
  if (moment === undefined) return undefined;
  // Date.parse would roll 31 February over into March.
  if (new Date(`${moment}Z`).toString() === 'Invalid Date' || !new Date(`${moment}Z`).toISOString().startsWith(moment))
    return undefined;
  const at = Date.parse(`${moment}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}
