import * as z from 'zod';
import { bindingsOf, parseJson } from '../bindings.ts';
import { dataLimitFault, evaluationFault, isOverPayloadLimit, StateFault, type Failure } from '../errors.ts';
import { AGAIN, PARKED, type Outcome } from '../exits.ts';
import { recordFailure, recordResult, type At } from '../kernel.ts';
import { unexpectedType } from '../query.ts';
import type { TaskState } from '../state-schemas.ts';

const invokeArguments = z.strictObject({ FunctionName: z.string().min(1), Payload: z.unknown().optional() });

/** How a resource shows in history: the lambda:invoke integrations have Task events, a function's own ARN has LambdaFunction events. */
export interface Integration {
  events: 'Task' | 'LambdaFunction';
  naming: { resource?: string; resourceType?: string };
  waitsForToken: boolean;
}

const FUNCTION: Integration = { events: 'LambdaFunction', naming: {}, waitsForToken: false };
const INVOKE: Integration = {
  events: 'Task',
  naming: { resource: 'invoke', resourceType: 'lambda' },
  waitsForToken: false,
};
const INVOKE_AND_WAIT: Integration = {
  events: 'Task',
  naming: { resource: 'invoke.waitForTaskToken', resourceType: 'lambda' },
  waitsForToken: true,
};

export function integrationOf(resource: string): Integration {
  if (resource.endsWith(':lambda:invoke')) return INVOKE;
  return resource.endsWith(':lambda:invoke.waitForTaskToken') ? INVOKE_AND_WAIT : FUNCTION;
}

/** The bare name in a function's name, ARN or partial ARN, with or without qualifier. */
function functionNameOf(reference: string): string {
  return /(?:^|:)function:([^:]+)/.exec(reference)?.[1] ?? reference.split(':')[0] ?? reference;
}

export function runTask(at: At, state: TaskState): Outcome | Promise<Outcome> {
  if (at.thread.phase === 'calling') return callFunction(at, state);
  const { Resource, Arguments, TimeoutSeconds, HeartbeatSeconds } = state;
  const plain = Arguments === undefined && TimeoutSeconds === undefined && HeartbeatSeconds === undefined;
  return plain && integrationOf(Resource) === FUNCTION
    ? scheduleCall(at, state, { args: at.thread.input })
    : prepareCall(at, state).then((call) => scheduleCall(at, state, call));
}

/** What an attempt keeps: its arguments stay the same if the call is repeated after a crash, and so does its token. */
interface Call {
  args: string;
  token?: string | undefined;
  timeout?: number | undefined;
  heartbeat?: number | undefined;
}

async function prepareCall({ kernel, thread }: At, state: TaskState): Promise<Call> {
  const integration = integrationOf(state.Resource);
  const token = integration.waitsForToken ? kernel.createToken() : undefined;
  const bindings = bindingsOf(thread, { token });
  const seconds = async (field: 'TimeoutSeconds' | 'HeartbeatSeconds'): Promise<number | undefined> => {
    const value = await kernel.evaluator.value(state[field], field, () => bindings);
    if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value > 0)) return value;
    if (typeof value !== 'number')
      throw unexpectedType({ template: state[field], location: field, expected: 'number' }, value);
    throw evaluationFault(field, `The ${field} field must be a positive whole number but was: ${value}`);
  };
  const value =
    state.Arguments === undefined
      ? parseJson(thread.input)
      : await kernel.evaluator.value(state.Arguments, 'Arguments', () => bindings);
  const timeout = await seconds('TimeoutSeconds');
  const heartbeat = await seconds('HeartbeatSeconds');
  const args = JSON.stringify(value);
  if (isOverPayloadLimit(args)) throw dataLimitFault(thread.state, true);
  checkArguments(integration, value);
  return { args, token, timeout, heartbeat };
}

function scheduleCall({ kernel, thread, isStale }: At, state: TaskState, call: Call): Outcome {
  if (isStale()) return PARKED;
  const { args, token, timeout, heartbeat } = call;
  const { events, naming } = integrationOf(state.Resource);
  const details =
    events === 'Task'
      ? { ...naming, region: kernel.options.region, parameters: args }
      : { resource: state.Resource, input: args };
  // JSON leaves out what is undefined.
  const limits =
    timeout === undefined && heartbeat === undefined
      ? {}
      : { timeoutInSeconds: timeout, heartbeatInSeconds: heartbeat };
  kernel.emit(thread, `${events}Scheduled`, { ...details, ...limits });
  kernel.emit(thread, `${events}Started`, events === 'Task' ? naming : undefined);
  if (token !== undefined) kernel.tokens.set(token, thread);
  thread.token = token;
  thread.heartbeat = heartbeat;
  const now = kernel.clock.now();
  if (timeout !== undefined) kernel.setTimer(thread, 'timeout', now + timeout * 1000);
  if (heartbeat !== undefined) kernel.setTimer(thread, 'heartbeat', now + heartbeat * 1000);
  thread.phase = 'calling';
  thread.work = args;
  kernel.journal.keepThread(thread);
  return AGAIN;
}

function checkArguments(integration: Integration, args: unknown): void {
  if (integration.events !== 'Task') return;
  const result = invokeArguments.safeParse(args);
  if (result.success) return;
  const issue = result.error.issues[0];
  throw new StateFault({
    error: 'States.Runtime',
    cause: `The arguments of lambda:invoke are not supported: ${issue?.message ?? ''} (${issue?.path.join('/') ?? ''})`,
    terminal: true,
  });
}

type Answer = { payload: unknown } | { failure: Failure };

async function callFunction(at: At, state: TaskState): Promise<Outcome> {
  const { kernel, thread, isStale } = at;
  const integration = integrationOf(state.Resource);
  // Nothing may happen outside before the journal knows that it was going to.
  const committed = kernel.journal.committed();
  if (committed !== undefined) await committed;
  if (isStale()) return PARKED;
  const answer = await new Promise<Answer | undefined>((resolve) => {
    let controller: AbortController | undefined;
    thread.abort = (): void => {
      controller?.abort();
      resolve(undefined);
    };
    const signal = (): AbortSignal => (controller ??= new AbortController()).signal;
    invoke(at, state, signal).then(resolve, (error: unknown) => resolve(serviceFailure(error)));
  });
  if (answer === undefined || isStale()) return PARKED;
  thread.abort = undefined;
  const outcome = 'failure' in answer ? answer : resultOf(answer.payload, state);
  if ('failure' in outcome) {
    const { error, cause } = outcome.failure;
    kernel.emit(thread, `${integration.events}Failed`, { ...integration.naming, error, cause });
    recordFailure(kernel, thread, outcome.failure);
    return AGAIN;
  }
  const details = { ...integration.naming, output: outcome.result };
  if (integration.waitsForToken) {
    kernel.emit(thread, 'TaskSubmitted', details);
    thread.phase = 'token';
    thread.work = undefined;
    kernel.journal.keepThread(thread);
    return PARKED;
  }
  kernel.emit(thread, `${integration.events}Succeeded`, details);
  recordResult(kernel, thread, outcome.result);
  return AGAIN;
}

/** The JSON text of a function's answer as the state sees it. */
function resultOf(payload: unknown, state: TaskState): { result: string } | { failure: Failure } {
  const isInvoke = integrationOf(state.Resource) !== FUNCTION;
  const result = JSON.stringify(isInvoke ? invokeResult(payload) : payload);
  // Unlike a state's own output, an oversized answer of a task can be caught (recorded from the service in 2024).
  if (!isOverPayloadLimit(result)) return { result };
  return { failure: dataLimitFault(isInvoke ? 'lambda' : state.Resource, false).failure };
}

function invokeResult(payload: unknown): Record<string, unknown> {
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: '00000000-0000-0000-0000-000000000000' },
    StatusCode: 200,
  };
}

async function invoke({ kernel, thread }: At, state: TaskState, signal: () => AbortSignal): Promise<Answer> {
  const args = parseJson(thread.work ?? 'null');
  const call =
    integrationOf(state.Resource) === FUNCTION
      ? { FunctionName: state.Resource, Payload: args }
      : invokeArguments.parse(args);
  const answer = await kernel.options.invokeLambda({
    functionName: functionNameOf(call.FunctionName),
    payload: call.Payload ?? {},
    roleArn: thread.run.row.role,
    // Made only if somebody looks: most calls are never stopped.
    get signal() {
      return signal();
    },
  });
  const error = answer.functionError;
  if (error === undefined) return { payload: answer.payload ?? null };
  const raw = error.raw ?? { errorMessage: error.errorMessage, errorType: error.errorType };
  return { failure: { error: error.errorType, cause: JSON.stringify(raw) } };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html: errors of the Lambda service carry its exception's name. */
function serviceFailure(error: unknown): { failure: Failure } {
  const name = error instanceof Error ? error.name : '';
  const cause = error instanceof Error ? error.message : String(error);
  if (name === 'AccessDeniedException') return { failure: { error: 'Lambda.AWSLambdaException', cause } };
  return { failure: { error: name.endsWith('Exception') ? `Lambda.${name}` : 'Lambda.SdkClientException', cause } };
}
