import { describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../local/stepfunctions/clock.ts';
import { createBench } from './support.ts';

const DAY = 86_400_000;

describe('Wait', () => {
  test('of fourteen days ends exactly then, in no real time', async () => {
    const bench = createBench();
    const begun = bench.clock.now();
    const executionArn = bench.begin({
      StartAt: 'A',
      States: { A: { Type: 'Wait', Seconds: '{% 14 * 86400 %}', End: true } },
    });
    await bench.clock.advanceBy(14 * DAY - 1);
    const before = bench.engine.describeExecution(executionArn).status;
    await bench.clock.advanceBy(1);

    expect(before).toBe('RUNNING');
    expect(bench.engine.describeExecution(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: begun + 14 * DAY,
    });
  });

  test('until a timestamp respects its offset', async () => {
    const bench = createBench();
    const end = await bench.run({
      StartAt: 'A',
      States: { A: { Type: 'Wait', Timestamp: '2026-01-06T08:00:00+07:00', End: true } },
    });

    expect(end.stopDate).toBe(Date.parse('2026-01-06T01:00:00Z'));
  });

  test('of a negative or broken number of seconds is a query error', async () => {
    const bench = createBench();
    const end = await bench.run({ StartAt: 'A', States: { A: { Type: 'Wait', Seconds: '{% -1 %}', End: true } } });

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
test('the TimeoutSeconds of a machine ends the execution as TIMED_OUT, which nothing catches', async () => {
  const bench = createBench();
  const end = await bench.run({
    TimeoutSeconds: 60,
    StartAt: 'A',
    States: {
      A: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'B', States: { B: { Type: 'Wait', Seconds: 3600, End: true } } }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
        End: true,
      },
      C: { Type: 'Pass', End: true },
    },
  });

  expect(end).toMatchObject({ status: 'TIMED_OUT', stopDate: end.startDate + 60_000 });
  expect(bench.events(end.executionArn).at(-1)).toBe('ExecutionTimedOut');
});

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
test('an execution fails at its 25,000th history event', async () => {
  const bench = createBench();
  const end = await bench.run({
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Choice', Choices: [{ Condition: false, Next: 'C' }], Default: 'A' },
      C: { Type: 'Succeed' },
    },
  });
  const last = bench.engine.getExecutionHistory({
    executionArn: end.executionArn,
    reverseOrder: true,
    maxResults: 1,
  }).events;

  expect(end).toMatchObject({
    status: 'FAILED',
    cause: 'The execution reached the maximum number of history events (25000).',
  });
  expect(last).toMatchObject([{ id: 25_000, type: 'ExecutionFailed' }]);
});

test('the system clock takes timers beyond the longest setTimeout without firing them', async () => {
  const clock = createSystemClock();
  let fired = false;
  const far = clock.setTimer(Date.now() + 400 * DAY, () => {
    fired = true;
  });
  await new Promise<void>((resolve) => {
    clock.setTimer(Date.now() + 5, resolve);
  });
  far.cancel();

  expect(fired).toBe(false);
});
