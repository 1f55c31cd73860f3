import type { Clock } from './clock.ts';
import type { Timer } from './model.ts';

/** Cancelled timers are taken out when they are this many, and more than the others. */
const MANY = 1000;

/** All timers of the engine in a binary heap, earliest first, with one alarm of the clock for the earliest of them. */
export class TimerQueue {
  private readonly clock: Clock;
  private readonly ring: () => void;
  private heap: Timer[] = [];
  private cancelled = 0;
  private alarm: { at: number; cancel(): void } | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.clock = clock;
    this.ring = ring;
  }

  add(timer: Timer): void {
    this.heap.push(timer);
    this.rise(this.heap.length - 1);
    this.arm();
  }

  cancel(timer: Timer): void {
    if (timer.cancelled) return;
    timer.cancelled = true;
    this.cancelled += 1;
    if (this.cancelled < MANY || this.cancelled * 2 < this.heap.length) return;
    // A sorted array is a heap.
    this.heap = this.heap.filter((one) => !one.cancelled).toSorted((a, b) => a.due - b.due);
    this.cancelled = 0;
  }

  /** Takes the earliest timer out, if it is due. */
  takeDue(): Timer | undefined {
    const first = this.first();
    if (first === undefined || first.due > this.clock.now()) return undefined;
    this.removeFirst();
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
    while (this.heap[0]?.cancelled === true) {
      this.removeFirst();
      this.cancelled -= 1;
    }
    return this.heap[0];
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink();
  }

  private rise(from: number): void {
    for (let at = from; at > 0;) {
      const above = (at - 1) >> 1;
      if (!this.swapped(above, at)) return;
      at = above;
    }
  }

  private sink(): void {
    for (let at = 0; ;) {
      const [left, right] = [at * 2 + 1, at * 2 + 2];
      const least = (this.heap[right]?.due ?? Infinity) < (this.heap[left]?.due ?? Infinity) ? right : left;
      if (!this.swapped(at, least)) return;
      at = least;
    }
  }

  /** Puts the two in order; false if they were. */
  private swapped(above: number, below: number): boolean {
    const [upper, lower] = [this.heap[above], this.heap[below]];
    if (upper === undefined || lower === undefined || upper.due <= lower.due) return false;
    this.heap[above] = lower;
    this.heap[below] = upper;
    return true;
  }
}
