import { describe, expect, test } from 'vitest';
import { arrowKey, listArrows } from '../../../local/stepfunctions/arrows.ts';
import { parseDefinition } from '../../../local/stepfunctions/definition.ts';
import type { StatesApiError, Transition } from '../../../local/stepfunctions/engine.ts';
import { createBench } from './support.ts';

function refusal(definition: object): string {
  try {
    parseDefinition(JSON.stringify({ QueryLanguage: 'JSONata', ...definition }));
    return 'accepted';
  } catch (error) {
    const { code, message } = error as StatesApiError;
    return `${code}: ${message.replace("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ", '')}`;
  }
}

const one = (state: object): object => ({ StartAt: 'A', States: { A: state } });
const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f' }, End: true };
const inner = { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } };

describe('a definition outside the language or what is supported', () => {
  test.each([
    ['no states', { StartAt: 'A' }, 'These fields are required: [States] at /'],
    [
      'JSONPath for the machine',
      { QueryLanguage: 'JSONPath', ...one({ Type: 'Pass', End: true }) },
      'QueryLanguage JSONPath is not supported: only JSONata is at /States/A',
    ],
    [
      'a field of JSONPath',
      one({ Type: 'Pass', InputPath: '$.a', End: true }),
      "The field 'InputPath' belongs to JSONPath, which is not supported: only JSONata is at /States/A/InputPath",
    ],
    [
      'a field that no one knows',
      one({ ...task, Credentials: {} }),
      "The field 'Credentials' is not supported at /States/A/Credentials",
    ],
    [
      'an integration that is not there',
      one({ ...task, Resource: 'arn:aws:states:::sqs:sendMessage' }),
      'The resource arn:aws:states:::sqs:sendMessage is not supported at /States/A/Resource',
    ],
    [
      'an argument of lambda:invoke that is not there',
      one({ ...task, Arguments: { FunctionName: 'f', LogType: 'Tail' } }),
      "The argument 'LogType' of lambda:invoke is not supported at /States/A/Arguments",
    ],
    [
      'a field of JSONPath that names a path',
      one({ Type: 'Wait', SecondsPath: '$.a', End: true }),
      "The field 'SecondsPath' belongs to JSONPath, which is not supported: only JSONata is at /States/A/SecondsPath",
    ],
    ['neither Next nor End', one({ Type: 'Pass' }), "Exactly one of 'Next' and 'End' is required at /States/A"],
    [
      'States.ALL before another rule',
      one({ ...task, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }] }),
      "'States.ALL' must be in the last rule at /States/A/Retry[0]/ErrorEquals",
    ],
    [
      'an expression that does not compile',
      one({ Type: 'Pass', Output: { a: ['{% 1 + %}'] }, End: true }),
      "The JSONata expression '1 +' is not valid: S0207: Unexpected end of expression at /States/A/Output/a[0]",
    ],
    [
      'an expression that is not closed',
      one({ Type: 'Pass', Output: '{% 1', End: true }),
      "The JSONata expression '{% 1' must begin with {% and end with %} at /States/A/Output",
    ],
    [
      'a name used twice',
      { StartAt: 'B', States: { B: { Type: 'Parallel', Branches: [inner], End: true } } },
      "The state name 'B' is used more than once at /States/B/Branches[0]/States/B",
    ],
    [
      'an inner variable with an outer name',
      {
        StartAt: 'A',
        States: {
          A: {
            Type: 'Parallel',
            Assign: { v: 1 },
            Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Assign: { v: 2 }, End: true } } }],
            End: true,
          },
        },
      },
      "The variable 'v' is already assigned in an outer scope at /States/A/Branches[0]/States/B/Assign/v",
    ],
    [
      'an ItemBatcher',
      one({ Type: 'Map', ItemBatcher: {}, ItemProcessor: inner, End: true }),
      "The field 'ItemBatcher' is not supported at /States/A/ItemBatcher",
    ],
    [
      'a reader in an inline Map',
      one({ Type: 'Map', Label: 'x', ItemProcessor: inner, End: true }),
      "The field 'Label' needs the mode DISTRIBUTED at /States/A",
    ],
    [
      'express children',
      one({
        Type: 'Map',
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, ...inner },
        End: true,
      }),
      'Invalid input: expected "STANDARD" at /States/A/ItemProcessor/ProcessorConfig/ExecutionType',
    ],
  ])('is refused with its place: %s', (_what, definition, message) => {
    expect(refusal(definition)).toBe(`InvalidDefinition: ${message}'`);
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
  test.each([
    [
      'the result of a Pass',
      { Type: 'Pass', Output: '{% $states.result.a %}', End: true },
      '$states.result, which is not there at /States/A/Output',
    ],
    [
      'a result before the call',
      { ...task, Arguments: { FunctionName: 'f', Payload: '{% [1, $states.result] %}' } },
      '$states.result, which is not there at /States/A/Arguments/Payload',
    ],
    [
      'an error outside Catch',
      { ...task, Assign: { e: '{% $states.errorOutput %}' } },
      '$states.errorOutput, which is not there at /States/A/Assign/e',
    ],
    [
      'a result in Catch',
      { ...task, Catch: [{ ErrorEquals: ['X'], Next: 'A', Output: '{% $states.result %}' }] },
      '$states.result, which is not there at /States/A/Catch[0]/Output',
    ],
  ])('is refused where it reads %s', (_what, state, said) => {
    expect(refusal(one(state))).toContain(`reads ${said}'`);
  });

  test('may read the result and the error output where they are', () => {
    const Catch = [{ ErrorEquals: ['X'], Next: 'A', Output: '{% $states.errorOutput %}', Assign: { e: 1 } }];

    expect(
      refusal(one({ ...task, Assign: { r: '{% $states.result %}' }, Output: '{% $states.result %}', Catch })),
    ).toBe('accepted');
  });

  // Wording and places as CreateStateMachine gives them.
  test.each([
    ['StartAt', { StartAt: 'B', States: { A: { Type: 'Pass', End: true } } }, 'StartAt'],
    ['Next', one({ Type: 'Pass', Next: 'B' }), 'States/A/Next'],
    ['Default', one({ Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], Default: 'B' }), 'States/A/Default'],
    ['a choice', one({ Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }] }), 'States/A/Choices[0]/Next'],
    ['a catcher', one({ ...task, Catch: [{ ErrorEquals: ['X'], Next: 'B' }] }), 'States/A/Catch[0]/Next'],
  ])('is refused with the place of a target that is not there: %s', (_what, definition, place) => {
    const said = `'MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /${place}'`;

    expect(refusal(definition)).toBe(`InvalidDefinition: Invalid State Machine Definition: ${said}`);
  });

  test('is refused with a state that nothing leads to, even if others that are lost do', () => {
    const lost = { B: { Type: 'Pass', Next: 'C' }, C: { Type: 'Pass', Next: 'B' } };

    expect(refusal({ StartAt: 'A', States: { A: { Type: 'Pass', End: true }, ...lost } })).toBe(
      `InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B'`,
    );
  });

  // https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
  test('is refused when the machine has no end', () => {
    const States = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } };

    expect(refusal({ StartAt: 'A', States })).toContain("'MISSING_END_STATE: Workflow has no terminal state'");
  });

  test('is refused when it is no JSON at all', () => {
    expect(() => parseDefinition('{')).toThrow("Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION");
  });
});

const ARROWS = {
  QueryLanguage: 'JSONata',
  StartAt: 'Choose',
  States: {
    Choose: { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 1 %}', Next: 'Each' }], Default: 'Work' },
    Each: { Type: 'Map', Items: [1], ItemProcessor: inner, Next: 'End here' },
    Work: {
      ...task,
      TimeoutSeconds: 5,
      Retry: [
        { ErrorEquals: ['Busy'], MaxAttempts: 1 },
        { ErrorEquals: ['Never'], MaxAttempts: 0 },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End here' }],
    },
    'End here': { Type: 'Succeed' },
  },
};

describe('the arrows of a definition', () => {
  test('are listed with the states around them, each retry and catch and the timeout', () => {
    expect(listArrows(JSON.stringify(ARROWS)).map(arrowKey)).toEqual([
      'Choose Start - Choose',
      'Choose Choice[0] Choose Each',
      'Choose Default Choose Work',
      'Each Next Each End here',
      'Work End Work -',
      'Work Timeout Work -',
      'Work Retry[0] Work Work',
      'Work Catch[0] Work End here',
      'End here End End here -',
      'Each/B Start - B',
      'Each/B End B -',
    ]);
  });

  test('match those that executions report as taken', async () => {
    const taken: Transition[] = [];
    let calls = 0;
    const bench = createBench({
      onTransition: (transition) => taken.push(transition),
      invokeLambda: async () => {
        calls += 1;
        if (calls % 3 === 0) return { payload: 'done' };
        return { payload: null, functionError: { errorType: 'Busy', raw: {} } };
      },
    });
    await bench.run(ARROWS, 1);
    await bench.run(ARROWS, 2);
    await bench.run(ARROWS, 3);
    const keys = new Set(taken.map(arrowKey));
    const missed = listArrows(JSON.stringify(ARROWS)).filter((arrow) => !keys.has(arrowKey(arrow)));

    expect(missed.map(arrowKey)).toEqual(['Work Timeout Work -']);
    expect(taken.find(({ via }) => via === 'Catch[0]')).toMatchObject({
      error: 'Busy',
      path: 'Work',
      from: 'Work',
      to: 'End here',
    });
  });
});
