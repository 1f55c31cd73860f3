import type { FunctionName } from '../functions.ts';
import type { WorkflowName } from '../constructs/names.ts';
import { MAP_RETRIES, TASK_RETRIES } from './retries.ts';
import type { RetryPolicy } from './retries.ts';

/** The part of Amazon States Language (JSONata) that our definitions use, as plain typed objects. */
/** JSONata between its marks; where a plain text would be wrong, the type says so. */
export type Expression = `{% ${string} %}`;
/** JSON in which any text may be an expression. */
type Value = string | number | boolean | { readonly [field: string]: Value };

interface Going {
  readonly Comment?: string;
  readonly Next?: string;
  readonly End?: true;
}

interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Output?: Value;
}

export interface TaskState extends Going {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Arguments: { readonly FunctionName: string; readonly Payload: Value };
  readonly Output?: Value;
  readonly TimeoutSeconds?: Expression;
  readonly Retry: readonly RetryPolicy[];
  readonly Catch?: readonly Catcher[];
}

interface ChoiceRule {
  readonly Condition: Expression;
  readonly Next: string;
}

export interface ChoiceState {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default: string;
}

export interface MapState extends Going {
  readonly Type: 'Map';
  readonly Label: string;
  readonly ItemReader: {
    readonly Resource: 'arn:aws:states:::s3:getObject';
    readonly ReaderConfig: { readonly InputType: 'JSON' };
    readonly Arguments: { readonly Bucket: string; readonly Key: Expression };
  };
  readonly ItemSelector: Value;
  readonly ItemProcessor: Scope & {
    readonly ProcessorConfig: { readonly Mode: 'DISTRIBUTED'; readonly ExecutionType: 'STANDARD' };
  };
  readonly MaxConcurrency: number;
  readonly ResultWriter: {
    readonly Resource: 'arn:aws:states:::s3:putObject';
    readonly Arguments: { readonly Bucket: string; readonly Prefix: Expression };
  };
  readonly Output: Value;
  readonly Retry: readonly RetryPolicy[];
  readonly Catch: readonly Catcher[];
}

export type State =
  | TaskState
  | ChoiceState
  | MapState
  | { readonly Type: 'Succeed'; readonly Comment?: string }
  | { readonly Type: 'Fail'; readonly Error: string; readonly Cause: string };

export interface Scope {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Definition extends Scope {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONata';
}

/** What a definition needs to know of the rest: addresses of functions and where maps read and write. */
export interface Places {
  readonly functionArn: (name: FunctionName) => string;
  readonly workBucket: string;
}

export type MakeDefinition = (places: Places) => Definition;
export type Definitions = Readonly<Record<WorkflowName, MakeDefinition>>;

export const FAILURE_STATE = 'Note failure';
const RESULT: Expression = '{% $states.result.Payload %}';

/** Whatever the retries did not mend is noted, with the state it came from, and the execution fails. */
const noteFailure: Catcher = {
  ErrorEquals: ['States.ALL'],
  Next: FAILURE_STATE,
  Output: {
    state: '{% $states.context.State.Name %}',
    error: '{% $states.errorOutput.Error %}',
    cause: '{% $states.errorOutput.Cause %}',
  },
};

interface Call {
  readonly call: FunctionName;
  readonly payload: Value;
  readonly next: string;
  /** What travels on, when it is not simply what the function answered. */
  readonly keep?: Value;
}

interface Waiting extends Call {
  readonly payload: { readonly [field: string]: Value };
  readonly seconds: Expression;
  /** What of the state's input travels on; the token's own output never does. */
  readonly keep: Value;
}

const LAMBDA = 'arn:aws:states:::lambda:invoke';

/** One function call; the next state gets what the function answered. */
export function task(places: Places, { call, payload, next, keep }: Call): TaskState {
  return {
    Type: 'Task',
    Resource: LAMBDA,
    Arguments: { FunctionName: places.functionArn(call), Payload: payload },
    Output: keep ?? RESULT,
    Retry: TASK_RETRIES,
    Catch: [noteFailure],
    Next: next,
  };
}

/**
 * Gives a task token to the function and waits for it, at most `seconds`. Token or time-out: the same state follows,
 * because only what is stored counts. Each try has a token of its own; entered time and retry tell which is newer.
 */
export function wait(places: Places, waiting: Waiting): TaskState {
  const { call, payload, next, seconds, keep } = waiting;
  return {
    Type: 'Task',
    Resource: `${LAMBDA}.waitForTaskToken`,
    Arguments: {
      FunctionName: places.functionArn(call),
      Payload: {
        ...payload,
        taskToken: '{% $states.context.Task.Token %}',
        enteredTime: '{% $states.context.State.EnteredTime %}',
        retryCount: '{% $states.context.State.RetryCount %}',
      },
    },
    TimeoutSeconds: seconds,
    Output: keep,
    Retry: TASK_RETRIES,
    Catch: [{ ErrorEquals: ['States.Timeout'], Next: next, Output: keep }, noteFailure],
    Next: next,
  };
}

interface ForEach {
  /** Names the map's runs in the ARN of their executions. */
  readonly label: string;
  readonly itemsKey: Expression;
  readonly resultsPrefix: Expression;
  readonly select: Value;
  readonly stateName: string;
  readonly call: FunctionName;
  readonly next: string;
  /** What of the state's input travels on: the results lie in the bucket, and the steps write what matters elsewhere. */
  readonly keep?: Value;
}

/** Chunks worked off side by side: enough to use the table well, few enough not to crowd out people's calls. */
const CHUNKS_AT_ONCE = 8;

/** A function call for each entry of a list in the work bucket. One entry that stays broken stops the whole map. */
export function forEach(places: Places, each: ForEach): MapState {
  const Bucket = places.workBucket;
  return {
    Type: 'Map',
    Label: each.label,
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Arguments: { Bucket, Key: each.itemsKey },
    },
    ItemSelector: each.select,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: each.stateName,
      States: {
        [each.stateName]: {
          Type: 'Task',
          Resource: LAMBDA,
          Arguments: { FunctionName: places.functionArn(each.call), Payload: '{% $states.input %}' },
          Output: RESULT,
          Retry: TASK_RETRIES,
          End: true,
        },
      },
    },
    MaxConcurrency: CHUNKS_AT_ONCE,
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket, Prefix: each.resultsPrefix } },
    Output: each.keep ?? {},
    Retry: MAP_RETRIES,
    Catch: [noteFailure],
    Next: each.next,
  };
}

/** Goes where the answer's outcome says; an outcome that is not named ends the execution quietly. */
export function follow(
  field: 'outcome' | 'resumeAt',
  arrows: Readonly<Record<string, string>>,
  otherwise: string,
): ChoiceState {
  return {
    Type: 'Choice',
    Choices: Object.entries(arrows).map(([value, Next]) => ({
      Condition: `{% $states.input.${field} = '${value}' %}`,
      Next,
    })),
    Default: otherwise,
  };
}

/** The end that every failed execution comes to; repair or an administrator goes on from what is stored. */
export function failureStates(places: Places, subject: Readonly<Record<string, Expression>>): Record<string, State> {
  return {
    [FAILURE_STATE]: {
      Type: 'Task',
      Resource: LAMBDA,
      Arguments: {
        FunctionName: places.functionArn('note-failure'),
        Payload: {
          ...subject,
          state: '{% $states.input.state %}',
          error: '{% $states.input.error %}',
          cause: '{% $states.input.cause %}',
        },
      },
      Output: {},
      Retry: TASK_RETRIES,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Execution failed' }],
      Next: 'Execution failed',
    },
    'Execution failed': {
      Type: 'Fail',
      Error: 'ExecutionFailed',
      Cause: 'A step failed for good; the state before Note failure in the history tells which. See docs/runbook.md.',
    },
  };
}
