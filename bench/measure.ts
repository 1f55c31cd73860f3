import { readFileSync } from 'node:fs';

/** One line of the bench's table. Only `isMissed` makes the bench fail, and only ratios, sizes and counts can miss. */
export interface Measure {
  readonly what: string;
  readonly value: string;
  /** What was promised, in words; absent for numbers that only inform. */
  readonly target?: string;
  readonly isMissed?: boolean;
}

/** A number that must not be smaller (`atLeast`) or greater (`atMost`) than promised. */
export function promised(what: string, value: number, bound: { atLeast: number } | { atMost: number }): Measure {
  const isMissed = 'atLeast' in bound ? value < bound.atLeast : value > bound.atMost;
  const target = 'atLeast' in bound ? `at least ${bound.atLeast}` : `at most ${bound.atMost}`;
  return { what, value: value.toFixed(2), target, isMissed };
}

export const informed = (what: string, value: string, target?: string): Measure => ({
  what,
  value,
  ...(target !== undefined && { target }),
});

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** @param share of the values that are at most the answer, 0 to 1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function printTable(measures: readonly Measure[], print: (line: string) => void): void {
  const widest = (pick: (measure: Measure) => string): number =>
    Math.max(...measures.map((one) => pick(one).length), 0);
  const [what, value] = [widest((one) => one.what), widest((one) => one.value)];
  for (const one of measures) {
    const target = one.target === undefined ? '' : `  ${one.target}${one.isMissed === true ? '  MISSED' : ''}`;
    print(`  ${one.what.padEnd(what)}  ${one.value.padStart(value)}${target}`);
  }
}

/**
 * The most memory that this process has held, in MB (Linux only). Not `resourceUsage().maxRSS`: a child's starts at the
 * peak of the process that spawned it, here the whole bench.
 */
export function peakMegabytes(): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak) / 1024;
}
