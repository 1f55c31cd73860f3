import { StatesApiError } from './errors.ts';
import { expressionSource, readSource } from './query.ts';
import type { State } from './state-schemas.ts';

const TASK_RESOURCE =
  /^arn:aws[a-z-]*:(states:[a-z0-9-]*:\d*:lambda:invoke(\.waitForTaskToken)?|lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?)$/;
const INVOKE_ARGUMENTS = new Set(['FunctionName', 'Payload']);

/** InvalidDefinition in AWS's words, naming the place, for example `/States/Check/Retry[0]/ErrorEquals`. */
export function refuse(
  reason: string,
  place: string,
  rule: 'SCHEMA_VALIDATION_FAILED' | 'MISSING_TRANSITION_TARGET' = 'SCHEMA_VALIDATION_FAILED',
): StatesApiError {
  return new StatesApiError('InvalidDefinition', `Invalid State Machine Definition: '${rule}: ${reason} at ${place}'`);
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

/** A value in a definition: the state it belongs to, where that stands, and where in it, for example `/Output/a[0]`. */
interface Spot {
  state: State;
  place: string;
  field: string;
}

/** Every expression of a state must compile and see what it reads; inner machines are checked when they are read. */
export function checkExpressions(value: unknown, at: Spot): void {
  if (typeof value === 'string') return checkExpression(value, at);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const field = at.field + (Array.isArray(value) ? `[${key}]` : `/${key}`);
    if (key !== 'States') checkExpressions(item, { ...at, field });
  }
}

const CALLING = new Set(['Task', 'Parallel', 'Map']);
/** Where `$states.result` and `$states.errorOutput` are there to be read. */
const READABLE = { result: /^\/(Assign|Output)\b/, errorOutput: /^\/Catch\[\d+\]\/(Assign|Output)\b/ };

/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html: what is refused at creation. */
function checkExpression(text: string, { state, place, field }: Spot): void {
  if (/^(\/(Retry|Catch|Choices)\[\d+\])?\/Comment$/.test(field)) return;
  const at = place + field;
  if (text.startsWith('{%') !== text.endsWith('%}'))
    throw refuse(`The JSONata expression '${text}' must begin with {% and end with %}`, at);
  const source = expressionSource(text);
  if (source === undefined) return;
  const read = readSource(source);
  if ('error' in read) throw refuse(`The JSONata expression '${source}' is not valid: ${read.error}`, at);
  for (const name of ['result', 'errorOutput'] as const) {
    if (read.reserved.has(name) && !(CALLING.has(state.Type) && READABLE[name].test(field)))
      throw refuse(`The JSONata expression '${source}' reads $states.${name}, which is not there`, at);
  }
}
