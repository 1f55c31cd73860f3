import { describe, expect, test } from 'vitest';
import { createBench } from './support.ts';

async function evaluate(expression: string, input: unknown = {}): Promise<unknown> {
  const end = await createBench().run(
    { StartAt: 'A', States: { A: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } } },
    input,
  );
  return end.status === 'SUCCEEDED' ? JSON.parse(end.output ?? '') : end.cause;
}

// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
describe("AWS's own JSONata functions", () => {
  test.each([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(0, 10, 5)', [0, 5, 10]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ["$hash('abc', 'SHA-256')", 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['$parse(\'{"a":1}\').a', 1],
    ['$random() = 0.5', true],
    ['$random(7) = $random(7)', true],
    ['$length($uuid())', 36],
    ['$now()', '2026-01-05T01:00:00.000Z'],
    ["$now('[Y0001]-[M01]-[D01] [H01]', '+0700')", '2026-01-05 08'],
    ['$millis()', Date.parse('2026-01-05T01:00:00Z')],
  ])('%s', async (expression, value) => {
    expect(await evaluate(expression)).toEqual(value);
  });

  test('$eval is gone', async () => {
    expect(await evaluate("$eval('1')")).toBe(
      "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$eval('1')' " +
        "specified for the field 'Output' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    );
  });
});

describe('expressions', () => {
  test('give an array of one as an array, and an undefined field as none', async () => {
    expect(await evaluate('{"list": [$states.input.a], "none": $states.input.b}', { a: 1 })).toEqual({ list: [1] });
  });

  test('cannot answer with a function', async () => {
    expect(await evaluate('function($x){$x}')).toContain(
      "specified for the field 'Output' returned an unsupported result type.",
    );
  });

  test('see the context object', async () => {
    expect(await evaluate('$states.context')).toEqual({
      Execution: {
        Id: 'arn:aws:states:us-east-1:123456789012:execution:machine-1:one',
        Input: {},
        Name: 'one',
        RoleArn: 'arn:aws:iam::123456789012:role/machine',
        StartTime: '2026-01-05T01:00:00.000Z',
        RedriveCount: 0,
      },
      State: { EnteredTime: '2026-01-05T01:00:00.000Z', Name: 'A', RetryCount: 0 },
      StateMachine: { Id: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine-1', Name: 'machine-1' },
    });
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
  test('of Assign and Output both see the variables as they were before the state', async () => {
    const end = await createBench().run({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
        B: { Type: 'Pass', Assign: { x: '{% $x + 1 %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'C' },
        C: { Type: 'Pass', Output: '{% [$states.input, $x, $y] %}', End: true },
      },
    });

    expect(end.output).toBe('[1,2,1]');
  });
});
