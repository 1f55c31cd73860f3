import { describe, expect, test } from 'vitest';
import { createBench, createMemoryObjects } from './support.ts';

const INVOKE = 'arn:aws:states:::lambda:invoke';
const PASS = { StartAt: 'Inner', States: { Inner: { Type: 'Pass', End: true } } };

// https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
describe('Parallel', () => {
  test('gives its branches the same input and collects their outputs in order', async () => {
    const bench = createBench();
    const end = await bench.run(
      {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Arguments: { n: '{% $states.input.n + 1 %}' },
            Branches: [
              { StartAt: 'Slow', States: { Slow: { Type: 'Wait', Seconds: 5, Output: 'slow', End: true } } },
              { StartAt: 'Fast', States: { Fast: { Type: 'Pass', End: true } } },
            ],
            End: true,
          },
        },
      },
      { n: 1 },
    );

    expect(end.output).toBe('["slow",{"n":2}]');
  });

  test('fails with the first error of a branch, stops the others, and its Retry begins all again', async () => {
    let calls = 0;
    const bench = createBench({
      invokeLambda: async () => {
        calls += 1;
        if (calls > 1) return { payload: 'done' };
        return { payload: null, functionError: { errorType: 'Busy', raw: {} } };
      },
    });
    const end = await bench.run({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 60, Output: 'rested', End: true } } },
            {
              StartAt: 'Work',
              States: {
                Work: {
                  Type: 'Task',
                  Resource: INVOKE,
                  Arguments: { FunctionName: 'work' },
                  Output: '{% $states.result.Payload %}',
                  End: true,
                },
              },
            },
          ],
          Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1 }],
          End: true,
        },
      },
    });

    expect(end.output).toBe('["rested","done"]');
    expect(
      bench.events(end.executionArn).filter((type) => type.includes('Aborted') || type.startsWith('ParallelStateS')),
    ).toEqual(['ParallelStateStarted', 'WaitStateAborted', 'ParallelStateStarted', 'ParallelStateSucceeded']);
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#variable-scope
  test('lets branches read outer variables, while what they assign stays inside', async () => {
    const bench = createBench();
    const end = await bench.run({
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { outer: 1 }, Next: 'Both' },
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'Assign',
              States: {
                Assign: { Type: 'Pass', Assign: { inner: '{% $outer + 1 %}' }, Next: 'Show' },
                Show: { Type: 'Pass', Output: '{% [$outer, $inner] %}', End: true },
              },
            },
          ],
          Output: { branches: '{% $states.result %}', leaked: '{% $exists($inner) %}' },
          End: true,
        },
      },
    });

    expect(JSON.parse(end.output ?? '')).toEqual({ branches: [[1, 2]], leaked: false });
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
describe('an inline Map', () => {
  test('runs no more items at once than MaxConcurrency, and gives each its selected input', async () => {
    let running = 0;
    let most = 0;
    const bench = createBench({
      invokeLambda: async ({ payload }) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return { payload };
      },
    });
    const end = await bench.run(
      {
        StartAt: 'Each',
        States: {
          Each: {
            Type: 'Map',
            Items: '{% $states.input.items %}',
            MaxConcurrency: '{% 2 %}',
            ItemSelector: {
              at: '{% $states.context.Map.Item.Index %}',
              value: '{% $states.context.Map.Item.Value %}',
              all: '{% $count($states.input.items) %}',
            },
            ItemProcessor: {
              StartAt: 'Work',
              States: {
                Work: {
                  Type: 'Task',
                  Resource: INVOKE,
                  Arguments: { FunctionName: 'work', Payload: '{% $states.input %}' },
                  Output: { got: '{% $states.result.Payload %}', item: '{% $states.context.Map.Item.Value %}' },
                  End: true,
                },
              },
            },
            End: true,
          },
        },
      },
      { items: ['a', 'b', 'c', 'd', 'e'] },
    );

    expect(most).toBe(2);
    expect(JSON.parse(end.output ?? '')).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((value, at) => ({ got: { at, value, all: 5 }, item: value })),
    );
  });

  test('fails with the error of one item', async () => {
    const bench = createBench();
    const end = await bench.run({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: [1],
          ItemProcessor: { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'Wrong', Cause: 'item' } } },
          End: true,
        },
      },
    });

    expect(end).toMatchObject({ status: 'FAILED', error: 'Wrong', cause: 'item' });
    expect(bench.events(end.executionArn).slice(2)).toEqual([
      'MapStateStarted',
      'MapIterationStarted',
      'FailStateEntered',
      'MapIterationFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
describe('a distributed Map', () => {
  const chunks = (fields: object, processor: object = PASS): object => ({
    StartAt: 'Each chunk',
    States: {
      'Each chunk': {
        Type: 'Map',
        Label: 'Chunks',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON' },
          Arguments: { Bucket: 'work', Key: '{% $states.input.key %}' },
        },
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...processor },
        End: true,
        ...fields,
      },
    },
  });
  const writer = {
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'work', Prefix: 'results' } },
  };
  const oddFails = {
    StartAt: 'Odd?',
    States: {
      'Odd?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.n % 2 = 1 %}', Next: 'Odd' }],
        Default: 'Even',
      },
      Odd: { Type: 'Fail', Error: 'Odd', Cause: 'it is odd' },
      Even: { Type: 'Succeed' },
    },
  };
  const manifest = (items: unknown[]): ReturnType<typeof createMemoryObjects> =>
    createMemoryObjects(new Map([['work/list.json', JSON.stringify(items)]]));

  test('runs an execution of its own for each entry of a JSON array in S3', async () => {
    const bench = createBench({ objects: manifest([{ n: 0 }, { n: 2 }]) });
    const end = await bench.run(chunks({ ItemSelector: { n: '{% $states.context.Map.Item.Value.n + 1 %}' } }), {
      key: 'list.json',
    });
    const history = bench.engine.getExecutionHistory({ executionArn: end.executionArn }).events;
    const mapRunArn = history.find(({ type }) => type === 'MapRunStarted')?.mapRunStartedEventDetails?.[
      'mapRunArn'
    ] as string;
    const children = bench.engine.listExecutions({ mapRunArn }).executions;

    expect(end.output).toBe('[{"n":1},{"n":3}]');
    expect(mapRunArn).toMatch(/^arn:aws:states:us-east-1:123456789012:mapRun:machine-1\/Chunks:[0-9a-f-]{36}$/);
    expect(history.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
    expect(children.map(({ status, stateMachineArn }) => ({ status, stateMachineArn }))).toEqual(
      Array(2).fill({ status: 'SUCCEEDED', stateMachineArn: `${end.stateMachineArn}/Chunks` }),
    );
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
  test('writes results to S3 and goes on with where they are, within the tolerated failures', async () => {
    const objects = manifest([{ n: 0 }, { n: 1 }, { n: 2 }]);
    const bench = createBench({ objects });
    const end = await bench.run(chunks({ ...writer, ToleratedFailurePercentage: 34 }, oddFails), { key: 'list.json' });
    const output = JSON.parse(end.output ?? '') as {
      MapRunArn: string;
      ResultWriterDetails: { Bucket: string; Key: string };
    };
    const folder = `results/${output.MapRunArn.split(':').at(-1)}`;
    const read = (name: string): unknown => JSON.parse(objects.objects.get(`work/${folder}/${name}`) ?? 'null');
    const size = (name: string): number => (objects.objects.get(`work/${folder}/${name}`) ?? '').length;

    expect(output.ResultWriterDetails).toEqual({ Bucket: 'work', Key: `${folder}/manifest.json` });
    expect(read('manifest.json')).toEqual({
      DestinationBucket: 'work',
      MapRunArn: output.MapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: size('FAILED_0.json') }],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: size('SUCCEEDED_0.json') }],
      },
    });
    expect(read('SUCCEEDED_0.json')).toMatchObject([{ Output: '{"n":0}', Status: 'SUCCEEDED' }, { Output: '{"n":2}' }]);
    expect(read('FAILED_0.json')).toMatchObject([
      { Input: '{"n":1}', Status: 'FAILED', Error: 'Odd', Cause: 'it is odd' },
    ]);
  });

  test('fails beyond the tolerated failures, stops what still runs, and still writes the results', async () => {
    const objects = manifest([{ n: 2 }, { n: 1 }, { n: 3 }, { n: 4 }]);
    const bench = createBench({ objects });
    const end = await bench.run(chunks({ ...writer, MaxConcurrency: 1 }, oddFails), { key: 'list.json' });

    expect(end).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    });
    expect(bench.events(end.executionArn).slice(-3)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
    expect([...objects.objects.keys()].map((key) => key.split('/').at(-1))).toEqual([
      'list.json',
      'SUCCEEDED_0.json',
      'FAILED_0.json',
      'manifest.json',
    ]);
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#maprun-fail-threshold
  test.each([
    ['one failure of two', 1, 'FAILED'],
    ['two failures of two', 2, 'SUCCEEDED'],
  ])('tolerates as many failures as an expression says: %s', async (_what, tolerated, status) => {
    const bench = createBench({ objects: manifest([{ n: 1 }, { n: 3 }]) });
    const fields = { ...writer, ToleratedFailureCount: '{% $states.input.tolerated %}' };
    const end = await bench.run(chunks(fields, oddFails), { key: 'list.json', tolerated });

    expect(end.status).toBe(status);
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#distmap-orchestrate-parallel-workloads
  test('runs no more children at once than MaxConcurrency, literal or computed', async () => {
    const waits = { StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 10, End: true } } };
    const bench = createBench({ objects: manifest([1, 2, 3, 4, 5]) });
    const executionArn = bench.begin(chunks({ MaxConcurrency: '{% $states.input.most %}' }, waits), {
      key: 'list.json',
      most: 2,
    });
    await bench.clock.settle();
    const { events } = bench.engine.getExecutionHistory({ executionArn });
    const started = events.find(({ type }) => type === 'MapRunStarted');
    const mapRunArn = started?.mapRunStartedEventDetails?.['mapRunArn'] as string;
    const counts = [bench.engine.listExecutions({ mapRunArn }).executions.length];
    for (let step = 0; step < 2; step += 1) {
      await bench.clock.advanceBy(10_000);
      counts.push(bench.engine.listExecutions({ mapRunArn }).executions.length);
    }
    await bench.clock.advanceBy(10_000);

    expect(counts).toEqual([2, 4, 5]);
    expect(bench.engine.describeExecution(executionArn).status).toBe('SUCCEEDED');
  });

  test('over nothing writes a manifest without results', async () => {
    const objects = manifest([]);
    const bench = createBench({ objects });
    const end = await bench.run(chunks(writer), { key: 'list.json' });
    const written = [...objects.objects.keys()].filter((key) => key.startsWith('work/results/'));

    expect(end.status).toBe('SUCCEEDED');
    expect(written.map((key) => key.split('/').at(-1))).toEqual(['manifest.json']);
  });

  test('fails as States.ItemReaderFailed when the object is missing or no array', async () => {
    const bench = createBench({ objects: createMemoryObjects(new Map([['work/object.json', '{}']])) });
    const missing = await bench.run(chunks({}), { key: 'list.json' });
    const noArray = await bench.run(chunks({}), { key: 'object.json' });

    expect(missing).toMatchObject({
      status: 'FAILED',
      error: 'States.ItemReaderFailed',
      cause: 'no object work/list.json',
    });
    expect(noArray).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  });

  test('stopping the execution around it stops its children', async () => {
    const bench = createBench({ objects: manifest([1, 2]) });
    const waiting = { StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 60, End: true } } };
    const executionArn = bench.begin(chunks({}, waiting), { key: 'list.json' });
    await bench.clock.settle();
    const run = bench.engine.getExecutionHistory({ executionArn }).events.at(-1)?.mapRunStartedEventDetails;
    bench.engine.stopExecution({ executionArn });
    const children = bench.engine.listExecutions({ mapRunArn: run?.['mapRunArn'] as string }).executions;

    expect(children.map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
  });

  test('holds results of any size outside the execution when they are written to S3', async () => {
    const big = 'x'.repeat(100_000);
    const many = { StartAt: 'Grow', States: { Grow: { Type: 'Pass', Output: big, End: true } } };
    const bench = createBench({ objects: manifest([1, 2, 3, 4]) });
    const written = await bench.run(chunks(writer, many), { key: 'list.json' });
    const collected = await bench.run(chunks({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Each chunk' }] }, many), {
      key: 'list.json',
    });

    expect(written.status).toBe('SUCCEEDED');
    expect(collected).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });
});
