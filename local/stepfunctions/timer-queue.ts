import type { Clock } from './clock.ts';
import type { Timer } from './model.ts';

/** Cancelled timers are taken out when they are this many, and more than the others. */
const MANY = 1000;

/** All timers of the engine, earliest first, with one alarm of the clock for the earliest of them. */
export class TimerQueue {
  private readonly clock: Clock;
  private readonly ring: () => void;
  private queue: Timer[] = [];
  private cancelled = 0;
  private alarm: { at: number; cancel(): void } | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.clock = clock;
    this.ring = ring;
  }

  add(timer: Timer): void {
    this.queue.splice(this.placeOf(timer.due), 0, timer);
    this.arm();
  }

  cancel(timer: Timer): void {
    if (timer.cancelled) return;
    timer.cancelled = true;
    this.cancelled += 1;
    if (this.cancelled < MANY || this.cancelled * 2 < this.queue.length) return;
    this.queue = this.queue.filter((one) => !one.cancelled);
    this.cancelled = 0;
  }

  /** Takes the earliest timer out, if it is due. */
  takeDue(): Timer | undefined {
    const first = this.first();
    if (first === undefined || first.due > this.clock.now()) return undefined;
    this.queue.shift();
    first.cancelled = true;
    return first;
  }

  /** Makes sure that the alarm rings for the earliest timer. */
  arm(): void {
    const due = this.first()?.due;
    if (due === undefined || (this.alarm !== undefined && this.alarm.at <= due)) return;
    this.alarm?.cancel();
    const timer = this.clock.setTimer(due, () => {
      this.alarm = undefined;
      this.ring();
    });
    this.alarm = { at: due, cancel: () => timer.cancel() };
  }

  close(): void {
    this.alarm?.cancel();
    this.alarm = undefined;
  }

  private first(): Timer | undefined {
    while (this.queue[0]?.cancelled === true) {
      this.queue.shift();
      this.cancelled -= 1;
    }
    return this.queue[0];
  }

  /** Where a timer belongs: behind all that are due no later. */
  private placeOf(due: number): number {
    let [low, high] = [0, this.queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.queue[middle]?.due ?? Infinity) <= due) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
