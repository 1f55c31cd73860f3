import * as z from 'zod';
import { bindingsOf, parseJson } from '../bindings.ts';
import { dataLimitFault, evaluationFault, isOverPayloadLimit, StateFault, type Failure } from '../errors.ts';
import { AGAIN, PARKED, type Outcome } from '../exits.ts';
import { recordFailure, recordResult, type At, type LambdaInvoker } from '../kernel.ts';
import { unexpectedType } from '../query.ts';
import type { TaskState } from '../state-schemas.ts';

const invokeArguments = z.strictObject({ FunctionName: z.string().min(1), Payload: z.unknown().optional() });

/** How a resource shows in history: the lambda:invoke integrations have Task events, a function's own ARN has LambdaFunction events. */
export interface Integration {
  events: Record<'scheduled' | 'started' | 'succeeded' | 'failed' | 'timedOut', string>;
  naming: { resource?: string; resourceType?: string };
  waitsForToken: boolean;
}

const TASK = {
  scheduled: 'TaskScheduled',
  started: 'TaskStarted',
  succeeded: 'TaskSucceeded',
  failed: 'TaskFailed',
  timedOut: 'TaskTimedOut',
};
const LAMBDA_FUNCTION = {
  scheduled: 'LambdaFunctionScheduled',
  started: 'LambdaFunctionStarted',
  succeeded: 'LambdaFunctionSucceeded',
  failed: 'LambdaFunctionFailed',
  timedOut: 'LambdaFunctionTimedOut',
};
const FUNCTION: Integration = { events: LAMBDA_FUNCTION, naming: {}, waitsForToken: false };
const INVOKE: Integration = {
  events: TASK,
  naming: { resource: 'invoke', resourceType: 'lambda' },
  waitsForToken: false,
};
const INVOKE_AND_WAIT: Integration = {
  events: TASK,
  naming: { resource: 'invoke.waitForTaskToken', resourceType: 'lambda' },
  waitsForToken: true,
};

export function integrationOf(resource: string): Integration {
  if (resource.endsWith(':lambda:invoke')) return INVOKE;
  return resource.endsWith(':lambda:invoke.waitForTaskToken') ? INVOKE_AND_WAIT : FUNCTION;
}

/** The bare name in a function's name, ARN or partial ARN, with or without qualifier. */
function functionNameOf(reference: string): string {
  const known = names.get(reference);
  if (known !== undefined) return known;
  const name = /(?:^|:)function:([^:]+)/.exec(reference)?.[1] ?? reference.split(':')[0] ?? reference;
  if (names.size > 1000) names.clear();
  names.set(reference, name);
  return name;
}

const names = new Map<string, string>();

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
  const integration = integrationOf(state.Resource);
  const { events, naming } = integration;
  const isFunction = integration === FUNCTION;
  const own = isFunction
    ? { resource: state.Resource, input: args }
    : { ...naming, region: kernel.options.region, parameters: args };
  const unlimited = timeout === undefined && heartbeat === undefined;
  kernel.emit(
    thread,
    events.scheduled,
    unlimited ? own : { ...own, timeoutInSeconds: timeout, heartbeatInSeconds: heartbeat },
  );
  kernel.emit(thread, events.started, isFunction ? undefined : naming);
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
  if (integration === FUNCTION) return;
  const result = invokeArguments.safeParse(args);
  if (result.success) return;
  const issue = result.error.issues[0];
  throw new StateFault({
    error: 'States.Runtime',
    cause: `The arguments of lambda:invoke are not supported: ${issue?.message ?? ''} (${issue?.path.join('/') ?? ''})`,
    terminal: true,
  });
}

/** Calls the function when the journal knows that it is going to be called. */
function callFunction(at: At, state: TaskState): Outcome | Promise<Outcome> {
  const committed = at.kernel.journal.committed();
  return committed === undefined
    ? invoke(at, state)
    : committed.then(() => (at.isStale() ? PARKED : invoke(at, state)));
}

function invoke(at: At, state: TaskState): Promise<Outcome> {
  const { kernel, thread, isStale } = at;
  const args = parseJson(thread.work ?? 'null');
  const isInvoke = integrationOf(state.Resource) !== FUNCTION;
  const call = isInvoke ? invokeArguments.parse(args) : { FunctionName: state.Resource, Payload: args };
  return new Promise((resolve, reject) => {
    let controller: AbortController | undefined;
    thread.abort = (): void => {
      controller?.abort();
      resolve(PARKED);
    };
    const answered = (answer: Answer): void => {
      if (isStale()) return;
      thread.abort = undefined;
      try {
        resolve(recordAnswer(at, state, answer));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    kernel.options
      .invokeLambda({
        functionName: functionNameOf(call.FunctionName),
        payload: call.Payload ?? {},
        roleArn: thread.run.row.role,
        // Made only if somebody looks: most calls are never stopped.
        get signal() {
          controller ??= new AbortController();
          return controller.signal;
        },
      })
      .then(answered, (error: unknown) => answered({ failure: serviceFailure(error) }));
  });
}

type Answer = Awaited<ReturnType<LambdaInvoker>> | { failure: Failure };

function recordAnswer({ kernel, thread }: At, state: TaskState, answer: Answer): Outcome {
  const { events, naming, waitsForToken } = integrationOf(state.Resource);
  const outcome = resultOf(answer, state);
  if ('failure' in outcome) {
    const { error, cause } = outcome.failure;
    kernel.emit(thread, events.failed, { ...naming, error, cause });
    recordFailure(kernel, thread, outcome.failure);
    return AGAIN;
  }
  const details = events === TASK ? { ...naming, output: outcome.result } : { output: outcome.result };
  if (waitsForToken) {
    kernel.emit(thread, 'TaskSubmitted', details);
    thread.phase = 'token';
    thread.work = undefined;
    kernel.journal.keepThread(thread);
    return PARKED;
  }
  kernel.emit(thread, events.succeeded, details);
  recordResult(kernel, thread, outcome.result);
  return AGAIN;
}

/** The JSON text of a function's answer as the state sees it. */
function resultOf(answer: Answer, state: TaskState): { result: string } | { failure: Failure } {
  if ('failure' in answer) return answer;
  const error = answer.functionError;
  if (error !== undefined) {
    const raw = error.raw ?? { errorMessage: error.errorMessage, errorType: error.errorType };
    return { failure: { error: error.errorType, cause: JSON.stringify(raw) } };
  }
  const payload = answer.payload ?? null;
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

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html: errors of the Lambda service carry its exception's name. */
function serviceFailure(error: unknown): Failure {
  const name = error instanceof Error ? error.name : '';
  const cause = error instanceof Error ? error.message : String(error);
  if (name === 'AccessDeniedException') return { error: 'Lambda.AWSLambdaException', cause };
  return { error: name.endsWith('Exception') ? `Lambda.${name}` : 'Lambda.SdkClientException', cause };
}
