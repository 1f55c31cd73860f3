import * as z from 'zod';
import { bindingsOf, parseJson } from '../bindings.ts';
import { dataLimitFault, evaluationFault, isOverPayloadLimit, StateFault, type Failure } from '../errors.ts';
import { told, type Told } from '../events.ts';
import { AGAIN, CALLING, PARKED, valueOf, type Outcome } from '../exits.ts';
import { functionNameOf, integrationOf, type Integration } from '../integrations.ts';
import { recordFailure, recordResult, type At, type LambdaInvoker } from '../kernel.ts';
import { LONGEST_SECONDS, type TaskState } from '../state-schemas.ts';

const invokeArguments = z.strictObject({ FunctionName: z.string().min(1), Payload: z.unknown().optional() });

export function runTask(at: At, state: TaskState): Outcome | Promise<Outcome> {
  if (at.thread.phase === 'calling') return callFunction(at, state);
  const { Resource, Arguments, TimeoutSeconds, HeartbeatSeconds } = state;
  const plain = Arguments === undefined && TimeoutSeconds === undefined && HeartbeatSeconds === undefined;
  return plain && integrationOf(Resource).functionName !== undefined
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

async function prepareCall(at: At, state: TaskState): Promise<Call> {
  const { kernel, thread } = at;
  const integration = integrationOf(state.Resource);
  const token = integration.waitsForToken ? kernel.createToken() : undefined;
  const seconds = async (field: 'TimeoutSeconds' | 'HeartbeatSeconds'): Promise<number | undefined> => {
    const value = await valueOf(at, { template: state[field], location: field, expected: 'number' }, { token });
    if (value === undefined || (Number.isInteger(value) && value > 0 && value <= LONGEST_SECONDS)) return value;
    throw evaluationFault(
      field,
      `The ${field} field must be a whole number from 1 to ${LONGEST_SECONDS} but was: ${value}`,
    );
  };
  const value =
    state.Arguments === undefined
      ? parseJson(thread.input)
      : await kernel.evaluator.value(state.Arguments, 'Arguments', () => bindingsOf(thread, { token }));
  const timeout = await seconds('TimeoutSeconds');
  const heartbeat = await seconds('HeartbeatSeconds');
  const args = JSON.stringify(value);
  if (isOverPayloadLimit(args)) throw dataLimitFault(thread.state.name);
  checkArguments(integration, value);
  return { args, token, timeout, heartbeat };
}

function scheduleCall(at: At, state: TaskState, call: Call): Outcome {
  if (at.isStale) return PARKED;
  const { kernel, thread } = at;
  const { args, token, timeout, heartbeat } = call;
  const { scheduled, started } = integrationOf(state.Resource);
  const isUnlimited = timeout === undefined && heartbeat === undefined;
  kernel.emit(thread, isUnlimited && scheduled !== undefined ? scheduled : scheduledWith(at, state, call), args);
  kernel.emit(thread, started);
  if (token !== undefined) kernel.tokens.set(token, thread);
  thread.token = token;
  thread.heartbeat = heartbeat;
  if (timeout !== undefined) kernel.setTimer(thread, 'timeout', kernel.clock.now() + timeout * 1000);
  if (heartbeat !== undefined) kernel.setTimer(thread, 'heartbeat', kernel.clock.now() + heartbeat * 1000);
  thread.phase = 'calling';
  thread.work = args;
  kernel.journal.keepThread(thread);
  return AGAIN;
}

function scheduledWith({ kernel }: At, { Resource }: TaskState, { timeout, heartbeat }: Call): Told {
  const { prefix, naming, functionName } = integrationOf(Resource);
  const own = functionName === undefined ? { ...naming, region: kernel.options.region } : { resource: Resource };
  return told(`${prefix}Scheduled`, { ...own, timeoutInSeconds: timeout, heartbeatInSeconds: heartbeat });
}

function checkArguments(integration: Integration, args: unknown): void {
  if (integration.functionName !== undefined) return;
  const result = invokeArguments.safeParse(args);
  if (result.success) return;
  const issue = result.error.issues[0];
  throw new StateFault({
    error: 'States.Runtime',
    cause: `The arguments of lambda:invoke are not supported: ${issue?.message ?? ''} (${issue?.path.join('/') ?? ''})`,
  });
}

/** Calls the function when the journal knows that it is going to be called. */
function callFunction(at: At, state: TaskState): Outcome {
  at.kernel.journal.whenCommitted(() => {
    if (!at.isStale) invoke(at, state);
  });
  return CALLING;
}

function invoke(at: At, state: TaskState): void {
  const { kernel, thread } = at;
  const args = parseJson(thread.work ?? 'null');
  const { functionName } = integrationOf(state.Resource);
  const call = functionName === undefined ? invokeArguments.parse(args) : undefined;
  const answered = (answer: Answer): void => {
    if (at.isStale) return;
    if (recordAnswer(at, state, answer)) kernel.drive(at);
    else at.end();
  };
  kernel.options
    .invokeLambda({
      functionName: functionName ?? functionNameOf(call?.FunctionName ?? ''),
      payload: call === undefined ? args : (call.Payload ?? {}),
      roleArn: thread.run.row.role,
      signal: () => at.signal,
    })
    .then(answered, (error: unknown) => answered({ failure: serviceFailure(error) }));
}

type Answer = Awaited<ReturnType<LambdaInvoker>> | { failure: Failure };

/** @returns whether the state goes on now; it does not if the token is waited for */
function recordAnswer({ kernel, thread }: At, state: TaskState, answer: Answer): boolean {
  const { prefix, naming, submitted, succeeded, waitsForToken } = integrationOf(state.Resource);
  const outcome = resultOf(answer, state);
  if ('failure' in outcome) {
    const { error, cause } = outcome.failure;
    kernel.emit(thread, told(`${prefix}Failed`, { ...naming, error, cause }));
    recordFailure(kernel, thread, outcome.failure);
    return true;
  }
  if (waitsForToken) {
    kernel.emit(thread, submitted, outcome.result);
    thread.phase = 'token';
    thread.work = undefined;
    kernel.journal.keepThread(thread);
    return false;
  }
  kernel.emit(thread, succeeded, outcome.result);
  recordResult(kernel, thread, outcome.result);
  return true;
}

/** The JSON text of a function's answer as the state sees it. */
function resultOf(answer: Answer, state: TaskState): { result: string } | { failure: Failure } {
  if ('failure' in answer) return answer;
  const error = answer.functionError;
  if (error !== undefined) {
    const said = JSON.stringify(error.raw);
    if (error.errorType !== undefined) return { failure: { error: error.errorType, cause: said } };
    const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${said}`;
    return { failure: { error: 'Lambda.Unknown', cause } };
  }
  const payload = answer.payload ?? null;
  const isFunction = integrationOf(state.Resource).functionName !== undefined;
  const result = JSON.stringify(isFunction ? payload : invokeResult(payload));
  if (!isOverPayloadLimit(result)) return { result };
  return { failure: dataLimitFault(isFunction ? state.Resource : 'lambda').failure };
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
