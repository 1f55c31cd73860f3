import type { Clock } from './clock.ts';

export interface VirtualClock extends Clock {
  /** Moves time forward, firing every timer that falls due on the way, each at its own moment. */
  advanceBy(ms: number): Promise<void>;
  /** Moves time to the next timer and fires it; false if there is none. */
  advanceToNextTimer(): Promise<boolean>;
  /** Resolves when the engine has no work under way. */
  settle(): Promise<void>;
  /** Wraps something that will only come by the passing of time, so that `settle` does not wait for it. */
  idle<T>(waiting: Promise<T>): Promise<T>;
}

interface Timer {
  at: number;
  order: number;
  callback: () => void;
}

/** A clock that stands still until it is moved: a wait of fourteen days takes milliseconds. @param startMs epoch ms */
export function createVirtualClock(startMs: number): VirtualClock {
  let now = startMs;
  let order = 0;
  let working = 0;
  let waiters: Array<() => void> = [];
  const timers = new Set<Timer>();

  const workStarted = (): void => {
    working += 1;
  };
  const workEnded = (): void => {
    working -= 1;
    if (working > 0) return;
    const ready = waiters;
    waiters = [];
    for (const resolve of ready) resolve();
  };
  const settle = async (): Promise<void> => {
    while (working > 0) await new Promise<void>((resolve) => waiters.push(resolve));
  };
  const next = (): Timer | undefined =>
    [...timers].toSorted((a, b) => a.at - b.at || a.order - b.order).find(() => true);
  const fire = (timer: Timer): void => {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.callback();
  };

  return {
    now: () => now,
    setTimer(at, callback) {
      order += 1;
      const timer = { at, order, callback };
      timers.add(timer);
      return { cancel: () => timers.delete(timer) };
    },
    workStarted,
    workEnded,
    settle,
    async advanceBy(ms) {
      const target = now + ms;
      for (;;) {
        await settle();
        const timer = next();
        if (timer === undefined || timer.at > target) break;
        fire(timer);
      }
      now = target;
      await settle();
    },
    async advanceToNextTimer() {
      await settle();
      const timer = next();
      if (timer === undefined) return false;
      fire(timer);
      await settle();
      return true;
    },
    async idle(waiting) {
      workEnded();
      try {
        return await waiting;
      } finally {
        workStarted();
      }
    },
  };
}
