import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatesApiError } from '../../../local/stepfunctions/engine.ts';
import { createEvaluator } from '../../../local/stepfunctions/query.ts';
import { createBench, failsWith, ROLE, type Bench } from './support.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:work';
/** The states of a machine, of what is inside it, and inside that: names may not repeat. */
const NAMES = [
  ['E', 'F'],
  ['C', '__proto__'],
  ['A', 'B'],
] as const;

const expression = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      '{% $states.input %}',
      '{% $states.context %}',
      '{% $x %}',
      '{% $eval("1") %}',
      '{% $range(1, 5, 0) %}',
      '{% $partition([1], 0) %}',
      '{% $parse("{") %}',
      '{% $hash("a", "B") %}',
      '{% function($a){$a} %}',
      '{% [1..5] %}',
      '{% 2 %}',
      '{% true %}',
      '{% $pad("x", 300000) %}',
      '{% 1/0 %}',
      '{% -1 %}',
      '{% {"__proto__": {"a": 1}} %}',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{%%}', '{% ( %}', 'no expression', '{% $states.result %}', '{% $states.errorOutput %}'),
  },
);
const value = fc.oneof(expression, fc.jsonValue({ maxDepth: 3 }));
const errors = fc.constantFrom('States.ALL', 'States.TaskFailed', 'States.QueryEvaluationError', 'Busy');
const rule = { ErrorEquals: fc.array(errors, { minLength: 1, maxLength: 2 }) };
const fields = {
  Output: value,
  Assign: fc.dictionary(fc.constantFrom('x', 'y', 'z', '__proto__'), value, { maxKeys: 2 }),
  Arguments: value,
  Items: expression,
  ItemSelector: value,
  MaxConcurrency: expression,
  ToleratedFailureCount: expression,
  TimeoutSeconds: expression,
  HeartbeatSeconds: expression,
  Error: expression,
  Cause: expression,
  Retry: fc.array(fc.record({ ...rule, MaxAttempts: fc.constantFrom(0, 1) }), { maxLength: 2 }),
};
/** What each type of state may have, beside what it must. */
const OWN: Record<string, Array<keyof typeof fields>> = {
  Pass: ['Output', 'Assign'],
  Task: ['Arguments', 'Output', 'Assign', 'TimeoutSeconds', 'HeartbeatSeconds', 'Retry'],
  Choice: ['Output', 'Assign'],
  Wait: ['Output'],
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
  Parallel: ['Arguments', 'Output', 'Retry'],
  Map: ['Items', 'ItemSelector', 'MaxConcurrency', 'ToleratedFailureCount', 'Output'],
};
const RECOVERING = new Set(['Task', 'Parallel', 'Map']);

function machine(depth: 0 | 1 | 2): fc.Arbitrary<object> {
  const [first, second] = NAMES[depth];
  const name = fc.constantFrom(first, second);
  const inner = depth === 0 ? fc.constant({}) : machine(depth === 2 ? 1 : 0);
  const state = fc.constantFrom(...Object.keys(OWN)).chain((type) => {
    const own = Object.fromEntries((OWN[type] ?? []).map((field) => [field, fields[field]]));
    const catcher = fc.record({ ...rule, Next: name, Output: value }, { requiredKeys: ['ErrorEquals', 'Next'] });
    return fc
      .record({
        own: fc.record(own, { requiredKeys: [] }),
        next: fc.oneof(
          name.map((Next) => ({ Next })),
          fc.constant({ End: true }),
        ),
        catchers: fc.array(catcher, { maxLength: 2 }),
        inner,
        mode: fc.constantFrom({}, { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }),
        condition: expression,
        wait: fc.oneof(
          fc.record({ Seconds: fc.oneof(expression, fc.constantFrom(0, 1)) }),
          fc.record({ Timestamp: expression }),
        ),
        stray: fc.oneof(
          { weight: 60, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constantFrom('InputPath', 'Retries', 'constructor') },
        ),
      })
      .map(({ own: given, next, catchers, inner: scope, mode, condition, wait, stray }) => ({
        Type: type,
        ...(['Succeed', 'Fail', 'Choice'].includes(type) ? {} : next),
        ...(type === 'Wait' && wait),
        ...(type === 'Task' && { Resource: FUNCTION }),
        ...(type === 'Choice' && { Choices: [{ Condition: condition, Next: first }], Default: second }),
        ...(type === 'Parallel' && { Branches: [scope] }),
        ...(type === 'Map' && { ItemProcessor: { ...mode, ...scope } }),
        ...(RECOVERING.has(type) && { Catch: catchers }),
        ...given,
        ...(stray !== null && { [stray]: 1 }),
      }));
  });
  return fc.tuple(state, state).map((states) => ({
    StartAt: first,
    States: Object.fromEntries(
      // A state that nothing leads to would have nearly all of them refused.
      (JSON.stringify(states[0]).includes(`"${second}"`) ? [first, second] : [first]).map((one, index) => [
        one,
        states[index],
      ]),
    ),
  }));
}

/** What a definition comes to: refused by AWS's name, or an execution with an end that has a name too. */
async function fate(bench: Bench, definition: object, input: unknown): Promise<string> {
  let executionArn = '';
  try {
    executionArn = bench.begin({ TimeoutSeconds: 50, ...definition }, input);
  } catch (error) {
    return error instanceof StatesApiError ? `refused as ${error.code}` : `thrown ${String(error)}`;
  }
  while (bench.engine.describeExecution(executionArn).status === 'RUNNING' && (await bench.clock.advanceToNextTimer()));
  await bench.clock.settle();
  const end = bench.engine.describeExecution(executionArn);
  return end.status === 'FAILED' ? `FAILED by ${end.error ?? 'nothing'}` : end.status;
}

describe('a definition and an input that nobody thought of', () => {
  const seen = new Map<string, number>();

  test('are refused by name or come to an end, and the engine lives on', { timeout: 60_000 }, async () => {
    const bench = createBench({
      invokeLambda: async ({ payload }) =>
        JSON.stringify(payload).length % 3 === 0
          ? { payload: null, functionError: { errorType: 'Busy', raw: {} } }
          : { payload },
    });
    await fc.assert(
      fc.asyncProperty(machine(2), fc.jsonValue({ maxDepth: 4 }), async (definition, input) => {
        const end = await fate(bench, definition, input);
        seen.set(end, (seen.get(end) ?? 0) + 1);

        expect(end).toMatch(/^(refused as [A-Z][A-Za-z]+|SUCCEEDED|TIMED_OUT|FAILED by .*)$/);
      }),
      { numRuns: 500, seed: 20_260_105 },
    );
    const checked = await bench.run({ StartAt: 'A', States: { A: { Type: 'Pass', Output: 'alive', End: true } } });

    expect(checked.output).toBe('"alive"');
    // The test would show nothing if all were refused, or none ran into trouble.
    for (const end of ['SUCCEEDED', 'FAILED by States.QueryEvaluationError', 'refused as InvalidDefinition']) {
      expect(seen.get(end)).toBeGreaterThan(20);
    }
  });

  test.each([
    ['nested deeper than a stack goes', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['of a megabyte of nothing', JSON.stringify({ Comment: 'x'.repeat(1_048_576) })],
    ['that is no object', '"States"'],
    ['with states that are none', '{"StartAt":"A","States":{"A":null}}'],
    ['with a list of states', '{"StartAt":"0","States":[{"Type":"Succeed"}]}'],
    [
      'that stands in a field',
      `{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Output":${'['.repeat(20_000)}${']'.repeat(20_000)}}}}`,
    ],
  ])('a definition %s is refused as InvalidDefinition', (_what, definition) => {
    const { engine } = createBench();

    expect(() => engine.createStateMachine({ name: 'm', definition, roleArn: ROLE })).toThrow(
      failsWith('InvalidDefinition'),
    );
  });

  test('an expression that never ends is stopped, and one that calls itself for ever too', async () => {
    const evaluator = createEvaluator({ now: () => 0, random: () => 0.5, longestMs: 50 });
    for (const call of ['$f($x)', '1 + $f($x)']) {
      const template = `{% ($f := function($x) { ${call} }; $f(1)) %}`;

      await expect(evaluator.value(template, 'Output', () => ({}))).rejects.toMatchObject({
        failure: { error: 'States.QueryEvaluationError' },
      });
    }
  });
});
