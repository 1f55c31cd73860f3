import { describe, expect, test } from 'vitest';
import type { LambdaInvoker, Transition } from '../../../local/stepfunctions/engine.ts';
import { createBench } from './support.ts';

const INVOKE = 'arn:aws:states:::lambda:invoke';

function failing(errorType: string, times: number): { invokeLambda: LambdaInvoker; calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    invokeLambda: async () => {
      calls += 1;
      if (calls > times) return { payload: { calls } };
      return {
        payload: null,
        functionError: { errorType, raw: { errorType, errorMessage: 'no' } },
      };
    },
  };
}

/** A Task that calls a function; with a Catch there is a state Caught for it to lead to. */
function task(fields: object): object {
  return {
    StartAt: 'Work',
    States: {
      Work: { Type: 'Task', Resource: INVOKE, Arguments: { FunctionName: 'work' }, End: true, ...fields },
      ...('Catch' in fields && { Caught: { Type: 'Pass', End: true } }),
    },
  };
}

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
describe('Retry', () => {
  test('waits the interval, grows it by the backoff rate and stops growing at the maximum delay', async () => {
    const lambda = failing('Busy', 4);
    const bench = createBench(lambda);
    const begun = bench.clock.now();
    const retry = { ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 5, MaxDelaySeconds: 10 };
    const end = await bench.run(task({ Retry: [retry], Output: '{% $states.result.Payload %}' }));

    expect(end).toMatchObject({ status: 'SUCCEEDED', output: '{"calls":5}' });
    expect(end.stopDate).toBe(begun + (2 + 6 + 10 + 10) * 1000);
  });

  test('without a maximum delay waits no longer than a timer can hold', async () => {
    const bench = createBench(failing('Busy', 2));
    const begun = bench.clock.now();
    const end = await bench.run(task({ Retry: [{ ErrorEquals: ['Busy'], BackoffRate: 1e300 }] }));

    expect(end.stopDate).toBe(begun + (1 + 99_999_999) * 1000);
  });

  test('with full jitter waits a random part of the delay', async () => {
    const bench = createBench({ ...failing('Busy', 1), random: () => 0.25 });
    const begun = bench.clock.now();
    const end = await bench.run(
      task({ Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 8, JitterStrategy: 'FULL' }] }),
    );

    expect(end.stopDate).toBe(begun + 2000);
  });

  test('is given up after the first matching retrier is used up, and the catcher takes over', async () => {
    const lambda = failing('Busy', 99);
    const bench = createBench(lambda);
    const end = await bench.run(
      task({
        Retry: [
          { ErrorEquals: ['Busy'], MaxAttempts: 1 },
          { ErrorEquals: ['States.ALL'], MaxAttempts: 5 },
        ],
        Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }],
      }),
    );

    expect(lambda.calls()).toBe(2);
    expect(JSON.parse(end.output ?? '')).toEqual({ Error: 'Busy', Cause: '{"errorType":"Busy","errorMessage":"no"}' });
  });

  test('counts in the context object, and each try sees the count before it', async () => {
    const seen: unknown[] = [];
    const lambda = failing('Busy', 2);
    const bench = createBench({
      invokeLambda: (call) => {
        seen.push(call.payload);
        return lambda.invokeLambda(call);
      },
    });
    const payload = '{% $states.context.State.RetryCount %}';
    await bench.run(
      task({ Arguments: { FunctionName: 'work', Payload: payload }, Retry: [{ ErrorEquals: ['Busy'] }] }),
    );

    expect(seen).toEqual([0, 1, 2]);
  });
});

describe('Catch', () => {
  test('sees the error output and can assign variables in the scope of its state', async () => {
    const bench = createBench(failing('Broken', 1));
    const end = await bench.run({
      StartAt: 'Work',
      States: {
        Work: {
          Type: 'Task',
          Resource: INVOKE,
          Arguments: { FunctionName: 'work' },
          Catch: [
            {
              ErrorEquals: ['States.ALL'],
              Next: 'Tell',
              Assign: { why: '{% $states.errorOutput.Error %}' },
              Output: {},
            },
          ],
          End: true,
        },
        Tell: { Type: 'Pass', Output: '{% $why %}', End: true },
      },
    });

    expect(end.output).toBe('"Broken"');
  });

  test('takes a query error of its own state, as States.QueryEvaluationError', async () => {
    const bench = createBench();
    const end = await bench.run(
      task({
        Arguments: { FunctionName: '{% $nothing %}' },
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught', Output: 'caught' }],
      }),
    );

    expect(end.output).toBe('"caught"');
  });

  test('never sees States.Runtime', async () => {
    const bench = createBench();
    const end = await bench.run({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'Choose',
              States: {
                Choose: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Done' }] },
                Done: { Type: 'Succeed' },
              },
            },
          ],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', End: true },
      },
    });

    expect(end).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'Choose' (entered at the event id #4). " +
        'Failed to transition out of the state. The state does not point to a next state.',
    });
  });

  test('of an error of the Lambda service goes by the name of its exception', async () => {
    const refusal = Object.assign(new Error('slow down'), { name: 'TooManyRequestsException' });
    const bench = createBench({ invokeLambda: () => Promise.reject(refusal) });
    const end = await bench.run(
      task({ Catch: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], Next: 'Caught' }] }),
    );

    expect(end.output).toBe('{"Error":"Lambda.TooManyRequestsException","Cause":"slow down"}');
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
describe('a Task that takes too long', () => {
  test('times out after TimeoutSeconds, literal or computed, and its call is aborted', async () => {
    const taken: Transition[] = [];
    let aborted = 0;
    const bench = createBench({
      onTransition: (transition) => taken.push(transition),
      invokeLambda: ({ signal }) =>
        bench.clock.idle(
          new Promise((_resolve, reject) => {
            signal?.().addEventListener('abort', () => {
              aborted += 1;
              reject(new Error('aborted'));
            });
          }),
        ),
    });
    const begun = bench.clock.now();
    const end = await bench.run(
      task({
        TimeoutSeconds: '{% 10 + 5 %}',
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught', Output: 'late' }],
      }),
    );

    expect(end.output).toBe('"late"');
    expect(end.stopDate).toBe(begun + 15_000);
    expect(aborted).toBe(1);
    expect(bench.events(end.executionArn)).toContain('TaskTimedOut');
    expect(taken.map(({ via }) => via)).toEqual(['Start', 'Timeout', 'Catch[0]', 'End']);
  });

  test.each([0, -1, 1.5, 100_000_000, 1e300])('cannot be given %d computed seconds', async (seconds) => {
    const end = await createBench().run(task({ TimeoutSeconds: `{% ${seconds} %}` }));

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(end.cause).toContain('The TimeoutSeconds field must be a whole number from 1 to 99999999 but was: ');
  });

  test('shows as LambdaFunctionTimedOut when the resource is the function itself', async () => {
    const bench = createBench({ invokeLambda: () => bench.clock.idle(new Promise(() => {})) });
    const end = await bench.run(
      task({ Resource: 'arn:aws:lambda:us-east-1:123456789012:function:work', Arguments: {}, TimeoutSeconds: 3 }),
    );

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(end.cause).toBeUndefined();
    expect(bench.events(end.executionArn)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionTimedOut',
      'ExecutionFailed',
    ]);
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html: States.ALL does not stand for it.
describe('more than 262,144 bytes', () => {
  const large = 'x'.repeat(262_144);

  test.each([
    ['States.ALL', { status: 'FAILED', error: 'States.DataLimitExceeded' }],
    ['States.TaskFailed', { status: 'FAILED', error: 'States.DataLimitExceeded' }],
    ['States.DataLimitExceeded', { status: 'SUCCEEDED' }],
  ])('as a task result are caught by their own name only: %s', async (name, expected) => {
    const bench = createBench({ invokeLambda: async () => ({ payload: large }) });
    const end = await bench.run(task({ Catch: [{ ErrorEquals: [name], Next: 'Caught' }] }));
    const cause =
      "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.";

    expect(end).toMatchObject(expected);
    expect(end.cause ?? (JSON.parse(end.output ?? '') as { Cause: string }).Cause).toBe(cause);
  });

  test('as a state output ends the execution', async () => {
    const bench = createBench({ invokeLambda: async () => ({ payload: 'x'.repeat(200_000) }) });
    const twice = '{% $states.result.Payload & $states.result.Payload %}';
    const end = await bench.run(task({ Output: twice, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] }));

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test('as an execution input are refused', () => {
    const bench = createBench();

    expect(() => bench.begin(task({}), large)).toThrow(
      expect.objectContaining({ code: 'ValidationException' }) as unknown as Error,
    );
  });
});
