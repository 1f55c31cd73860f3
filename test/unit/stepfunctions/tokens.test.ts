import { describe, expect, test } from 'vitest';
import { createBench, type Bench } from './support.ts';

const WAITING = {
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      TimeoutSeconds: 1_209_600,
      HeartbeatSeconds: 604_800,
      Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Silent' }],
      End: true,
    },
    Silent: { Type: 'Pass', Output: 'silent', End: true },
  },
};

const DAY = 86_400_000;

interface Asking extends Bench {
  tokens: string[];
}

function createAsking(): Asking {
  const tokens: string[] = [];
  const bench = createBench({
    invokeLambda: async ({ payload }) => {
      tokens.push((payload as { token: string }).token);
      return { payload: {} };
    },
  });
  return { ...bench, tokens };
}

const failsWith = (code: string): Error => expect.objectContaining({ code }) as unknown as Error;

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
describe('waiting for a task token', () => {
  test('the token answer is the task result, after the function was called', async () => {
    const bench = createAsking();
    const executionArn = bench.begin(WAITING);
    await bench.clock.settle();
    await bench.clock.advanceBy(3 * DAY);
    bench.engine.sendTaskSuccess({ taskToken: bench.tokens[0] ?? '', output: '{"approved":true}' });
    await bench.clock.settle();

    expect(bench.engine.describeExecution(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"approved":true}',
    });
    expect(bench.events(executionArn)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('the token can be answered while the function that got it still runs', async () => {
    const bench = createBench({
      invokeLambda: async ({ payload }) => {
        bench.engine.sendTaskSuccess({ taskToken: (payload as { token: string }).token, output: '1' });
        return { payload: {} };
      },
    });
    const end = await bench.run(WAITING);

    expect(end).toMatchObject({ status: 'SUCCEEDED', output: '1' });
  });

  test('a failure has the error and cause that were sent', async () => {
    const bench = createAsking();
    const executionArn = bench.begin(WAITING);
    await bench.clock.settle();
    bench.engine.sendTaskFailure({ taskToken: bench.tokens[0] ?? '', error: 'Declined', cause: 'no budget' });
    await bench.clock.settle();

    expect(bench.engine.describeExecution(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'Declined',
      cause: 'no budget',
    });
  });

  test('each heartbeat puts the deadline off, and a missed one can be caught by its name', async () => {
    const bench = createAsking();
    const executionArn = bench.begin(WAITING);
    await bench.clock.advanceBy(6 * DAY);
    bench.engine.sendTaskHeartbeat({ taskToken: bench.tokens[0] ?? '' });
    await bench.clock.advanceBy(6 * DAY);
    const between = bench.engine.describeExecution(executionArn).status;
    await bench.clock.advanceBy(2 * DAY);

    expect(between).toBe('RUNNING');
    expect(bench.engine.describeExecution(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"silent"' });
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html#task-state-fields
  test('the time between heartbeats may be computed', async () => {
    const bench = createAsking();
    const ask = { ...WAITING.States.Ask, HeartbeatSeconds: '{% $states.input.days * 86400 %}' };
    const definition = { ...WAITING, States: { ...WAITING.States, Ask: ask } };
    const executionArn = bench.begin(definition, { days: 2 });
    await bench.clock.advanceBy(2 * DAY - 1000);
    const before = bench.engine.describeExecution(executionArn).status;
    await bench.clock.advanceBy(1000);

    expect(before).toBe('RUNNING');
    expect(bench.engine.describeExecution(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"silent"' });
  });

  // https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
  test('an answer of more than 262,144 bytes is refused, and the token stays valid', async () => {
    const bench = createAsking();
    const executionArn = bench.begin(WAITING);
    await bench.clock.settle();
    const taskToken = bench.tokens[0] ?? '';
    const output = JSON.stringify('x'.repeat(262_143));

    expect(() => bench.engine.sendTaskSuccess({ taskToken, output })).toThrow(failsWith('ValidationException'));
    bench.engine.sendTaskSuccess({ taskToken, output: '1' });
    await bench.clock.settle();
    expect(bench.engine.describeExecution(executionArn).output).toBe('1');
  });

  test('an unknown token is InvalidToken, a closed one TaskTimedOut, and text that is not JSON InvalidOutput', async () => {
    const bench = createAsking();
    bench.begin(WAITING);
    await bench.clock.settle();
    const taskToken = bench.tokens[0] ?? '';

    expect(() => bench.engine.sendTaskSuccess({ taskToken: 'never given', output: '1' })).toThrow(
      failsWith('InvalidToken'),
    );
    expect(() => bench.engine.sendTaskSuccess({ taskToken, output: 'not json' })).toThrow(failsWith('InvalidOutput'));
    bench.engine.sendTaskSuccess({ taskToken, output: '1' });
    expect(() => bench.engine.sendTaskSuccess({ taskToken, output: '2' })).toThrow(failsWith('TaskTimedOut'));
    expect(() => bench.engine.sendTaskHeartbeat({ taskToken })).toThrow(failsWith('TaskTimedOut'));
  });

  test('a retry gets a token of its own, and the earlier one is closed', async () => {
    const bench = createAsking();
    const definition = structuredClone(WAITING) as unknown as { States: { Ask: Record<string, unknown> } };
    definition.States.Ask['Retry'] = [{ ErrorEquals: ['Again'], IntervalSeconds: 1 }];
    const executionArn = bench.begin(definition);
    await bench.clock.settle();
    bench.engine.sendTaskFailure({ taskToken: bench.tokens[0] ?? '', error: 'Again' });
    await bench.clock.advanceBy(1000);

    expect(new Set(bench.tokens).size).toBe(2);
    expect(() => bench.engine.sendTaskSuccess({ taskToken: bench.tokens[0] ?? '', output: '1' })).toThrow(
      failsWith('TaskTimedOut'),
    );
    bench.engine.sendTaskSuccess({ taskToken: bench.tokens[1] ?? '', output: '1' });
    await bench.clock.settle();
    expect(bench.engine.describeExecution(executionArn).status).toBe('SUCCEEDED');
  });

  test('the end of an execution closes its tokens', async () => {
    const bench = createAsking();
    const executionArn = bench.begin(WAITING);
    await bench.clock.settle();
    bench.engine.stopExecution({ executionArn, error: 'Withdrawn', cause: 'by the officer' });

    expect(bench.engine.describeExecution(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Withdrawn',
      cause: 'by the officer',
    });
    expect(() => bench.engine.sendTaskSuccess({ taskToken: bench.tokens[0] ?? '', output: '1' })).toThrow(
      failsWith('TaskTimedOut'),
    );
  });
});
