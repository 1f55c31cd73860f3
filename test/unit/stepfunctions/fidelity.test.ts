import { describe, expect, test } from 'vitest';
import { createBench, createMemoryObjects } from './support.ts';

const INVOKE = 'arn:aws:states:::lambda:invoke';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:work';
const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const one = (state: object): object => ({ StartAt: 'A', States: { A: state } });

/** A distributed Map over 1 to 4 whose items above 2 fail. */
const halfFails = (fields: object): object =>
  one({
    Type: 'Map',
    Items: '{% [1..4] %}',
    ItemProcessor: {
      ...DISTRIBUTED,
      StartAt: 'Choose',
      States: {
        Choose: { Type: 'Choice', Choices: [{ Condition: '{% $states.input > 2 %}', Next: 'No' }], Default: 'Yes' },
        No: { Type: 'Fail', Error: 'Large', Cause: 'above two' },
        Yes: { Type: 'Pass', End: true },
      },
    },
    End: true,
    ...fields,
  });

// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#maprun-fail-threshold
describe('a distributed Map without a ResultWriter', () => {
  test('shows what its tolerated failures failed with, in the order of the items', async () => {
    const end = await createBench().run(halfFails({ ToleratedFailurePercentage: 50 }));
    const failed = { Error: 'Large', Cause: 'above two' };

    expect(JSON.parse(end.output ?? '')).toEqual([1, 2, failed, failed]);
  });

  test('fails beyond its threshold with an error that can be caught', async () => {
    const Catch = [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], Next: 'B' }];
    const definition = halfFails({ ToleratedFailureCount: 1, Catch }) as { States: Record<string, object> };
    definition.States['B'] = { Type: 'Pass', Output: '{% $states.input.Error %}', End: true };
    const end = await createBench().run(definition);

    expect(end.output).toBe('"States.ExceedToleratedFailureThreshold"');
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
  test('asks whether its role may start executions of the machine, also from within a child', async () => {
    const asked: unknown[] = [];
    const bench = createBench({
      refusal: (wanted) => {
        asked.push(wanted);
        return asked.length > 1 ? 'not allowed' : undefined;
      },
    });
    const inner = { Type: 'Map', Items: [1], ItemProcessor: { ...DISTRIBUTED, StartAt: 'C', States: {} }, End: true };
    inner.ItemProcessor.States = { C: { Type: 'Succeed' } };
    const outer = { ...DISTRIBUTED, StartAt: 'B', States: { B: inner } };
    const end = await bench.run(one({ Type: 'Map', Items: [1], ItemProcessor: outer, End: true }));

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
    expect(asked).toEqual(
      Array(2).fill({
        roleArn: 'arn:aws:iam::123456789012:role/machine',
        action: 'states:StartExecution',
        resource: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine-1',
      }),
    );
  });
});

describe('a function that fails', () => {
  // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
  test('without saying how is Lambda.Unknown', async () => {
    const bench = createBench({ invokeLambda: async () => ({ payload: null, functionError: { raw: 'gone' } }) });
    const end = await bench.run(one({ Type: 'Task', Resource: FUNCTION, End: true }));

    expect(end).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.Unknown',
      cause: 'The cause could not be determined because Lambda did not return an error type. Returned payload: "gone"',
    });
  });
});

describe('an error output', () => {
  test('has empty texts where the error had none', async () => {
    const end = await createBench().run({
      StartAt: 'A',
      States: {
        A: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'No', States: { No: { Type: 'Fail' } } }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }],
          End: true,
        },
        B: { Type: 'Pass', End: true },
      },
    });

    expect(end.output).toBe('{"Error":"","Cause":""}');
  });

  test('of a catcher that fails itself is not caught again', async () => {
    const end = await createBench().run({
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: INVOKE,
          Arguments: { FunctionName: '{% $nothing %}' },
          Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $nothing.more %}', Next: 'A' }],
          End: true,
        },
      },
    });

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(end.cause).toContain("specified for the field 'Catch[0]/Output' returned nothing (undefined).");
  });
});

describe('nested Maps and Parallels', () => {
  test('collect their results level by level, and each sees the item of the nearest Map', async () => {
    const item = { at: '{% $states.context.Map.Item.Index %}', value: '{% $states.context.Map.Item.Value %}' };
    const branch = { StartAt: 'Tell', States: { Tell: { Type: 'Pass', Output: item, End: true } } };
    const both = { StartAt: 'Both', States: { Both: { Type: 'Parallel', Branches: [branch], End: true } } };
    const inner = { StartAt: 'Inner', States: { Inner: { Type: 'Map', ItemProcessor: both, End: true } } };
    const end = await createBench().run(one({ Type: 'Map', ItemProcessor: inner, End: true }), [['a', 'b'], ['c']]);
    const tells = (at: number, value: string): object[] => [{ at, value }];

    expect(JSON.parse(end.output ?? '')).toEqual([[tells(0, 'a'), tells(1, 'b')], [tells(0, 'c')]]);
  });
});

describe('values that JSON does not have', () => {
  test('are query errors', async () => {
    const end = await createBench().run(one({ Type: 'Pass', Output: '{% 1/0 %}', End: true }));

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  test.each([
    ['a literal timestamp', { Type: 'Wait', Timestamp: 'tomorrow', End: true }, '/States/A/Timestamp'],
    ['literal seconds below zero', { Type: 'Wait', Seconds: -1, End: true }, '/States/A/Seconds'],
    ['a variable of a reserved name', { Type: 'Pass', Assign: { states: 1 }, End: true }, '/States/A/Assign/states'],
  ])('are refused when the machine is made, with their place: %s', (_what, state, place) => {
    expect(() => createBench().begin(one(state))).toThrow(`at ${place}'`);
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
test('a list read from S3 may be cut off by MaxItems', async () => {
  const bench = createBench({ objects: createMemoryObjects(new Map([['b/k', '[1,2,3]']])) });
  const ItemReader = {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON', MaxItems: 2 },
    Arguments: { Bucket: 'b', Key: 'k' },
  };
  const ItemProcessor = { ...DISTRIBUTED, StartAt: 'B', States: { B: { Type: 'Pass', End: true } } };

  expect((await bench.run(one({ Type: 'Map', ItemReader, ItemProcessor, End: true }))).output).toBe('[1,2]');
});
