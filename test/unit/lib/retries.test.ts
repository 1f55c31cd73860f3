import { describe, expect, it } from 'vitest';
import { MAP_RETRIES, TASK_RETRIES } from '../../../lib/workflows/retries.ts';
import type { RetryPolicy } from '../../../lib/workflows/retries.ts';

/** The longest wait of a policy, every delay at its full length. */
function longestWait({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds = Infinity }: RetryPolicy): number {
  const delays = Array.from({ length: MaxAttempts }, (_, retry) =>
    Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** retry),
  );
  return delays.reduce((sum, delay) => sum + delay, 0);
}

describe('retry policies', () => {
  it.each([...TASK_RETRIES, ...MAP_RETRIES])('say truly how often and how long they try: $Comment', (policy) => {
    const said = /(\d+) retries, (?:at most )?(\d+) s/.exec(policy.Comment);
    expect([policy.MaxAttempts, longestWait(policy)]).toEqual([Number(said?.[1]), Number(said?.[2])]);
  });

  it('never catch everything', () => {
    const names = [...TASK_RETRIES, ...MAP_RETRIES].flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(names).not.toContain('States.ALL');
    expect(names).not.toContain('States.TaskFailed');
    expect(new Set(names).size).toBe(names.length);
  });
});
