import { StatesApiError } from './errors.ts';
import { expressionSource, syntaxError } from './query.ts';
import type { State } from './state-schemas.ts';

const TASK_RESOURCE =
  /^arn:aws[a-z-]*:(states:[a-z0-9-]*:\d*:lambda:invoke(\.waitForTaskToken)?|lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?)$/;
const INVOKE_ARGUMENTS = new Set(['FunctionName', 'Payload']);

/** InvalidDefinition in AWS's words, naming the place, for example `/States/Check/Retry[0]/ErrorEquals`. */
export function refuse(reason: string, place: string): StatesApiError {
  return new StatesApiError(
    'InvalidDefinition',
    `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${reason} at ${place}'`,
  );
}

/** Rules of the language that go over more than one field. */
export function checkState(state: State, place: string): void {
  if (
    state.Type === 'Pass' ||
    state.Type === 'Task' ||
    state.Type === 'Wait' ||
    state.Type === 'Map' ||
    state.Type === 'Parallel'
  ) {
    if ((state.Next === undefined) === (state.End !== true))
      throw refuse("Exactly one of 'Next' and 'End' is required", place);
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    throw refuse("Exactly one of 'Seconds' and 'Timestamp' is required", place);
  }
  if (state.Type === 'Task') checkTask(state, place);
  if ('Retry' in state) checkErrorNames(state.Retry, `${place}/Retry`);
  if ('Catch' in state) checkErrorNames(state.Catch, `${place}/Catch`);
}

function checkTask(state: Extract<State, { Type: 'Task' }>, place: string): void {
  if (!TASK_RESOURCE.test(state.Resource))
    throw refuse(`The resource ${state.Resource} is not supported`, `${place}/Resource`);
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    throw refuse("'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'", place);
  }
  const args = state.Arguments;
  if (!state.Resource.includes(':lambda:invoke') || typeof args !== 'object' || args === null) return;
  const unknown = Object.keys(args).find((name) => !INVOKE_ARGUMENTS.has(name));
  if (unknown !== undefined)
    throw refuse(`The argument '${unknown}' of lambda:invoke is not supported`, `${place}/Arguments`);
  if (!('FunctionName' in args)) throw refuse("The argument 'FunctionName' is required", `${place}/Arguments`);
}

function checkErrorNames(rules: ReadonlyArray<{ ErrorEquals: string[] }>, place: string): void {
  for (const [index, rule] of rules.entries()) {
    if (!rule.ErrorEquals.includes('States.ALL')) continue;
    if (rule.ErrorEquals.length > 1) throw refuse("'States.ALL' must stand alone", `${place}[${index}]/ErrorEquals`);
    if (index < rules.length - 1)
      throw refuse("'States.ALL' must be in the last rule", `${place}[${index}]/ErrorEquals`);
  }
}

/** Every expression must compile; inner machines are checked when they are read. */
export function checkExpressions(value: unknown, place: string): void {
  if (typeof value === 'string') {
    const source = expressionSource(value);
    const message = source === undefined ? undefined : syntaxError(source);
    if (message !== undefined) throw refuse(`The JSONata expression '${source}' is not valid: ${message}`, place);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key !== 'States') checkExpressions(item, Array.isArray(value) ? `${place}[${key}]` : `${place}/${key}`);
  }
}
