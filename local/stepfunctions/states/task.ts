import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { bindingsOf, parseJson } from '../bindings.ts';
import { dataLimitFault, evaluationFault, isOverPayloadLimit, StateFault, type Failure } from '../errors.ts';
import { AGAIN, PARKED, type Outcome } from '../exits.ts';
import { recordFailure, recordResult, type Kernel, type Thread } from '../kernel.ts';
import { unexpectedType } from '../query.ts';
import type { TaskState } from '../state-schemas.ts';

interface At {
  kernel: Kernel;
  thread: Thread;
  isStale: () => boolean;
}

/** What a running attempt keeps: its arguments stay the same if the call is repeated after a crash, and so does its token. */
const callSchema = z.object({
  args: z.unknown().optional(),
  token: z.string().optional(),
  heartbeat: z.number().optional(),
});

const invokeArguments = z.strictObject({ FunctionName: z.string().min(1), Payload: z.unknown().optional() });

/** How a resource shows in history: the lambda:invoke integrations have Task events, a function's own ARN has LambdaFunction events. */
export interface Integration {
  events: 'Task' | 'LambdaFunction';
  naming: { resource?: string; resourceType?: string };
  waitsForToken: boolean;
}

export function integrationOf(resource: string): Integration {
  const invoke = /:lambda:(invoke(\.waitForTaskToken)?)$/.exec(resource);
  if (!resource.includes(':states:') || invoke === null)
    return { events: 'LambdaFunction', naming: {}, waitsForToken: false };
  return {
    events: 'Task',
    naming: { resource: invoke[1] ?? 'invoke', resourceType: 'lambda' },
    waitsForToken: invoke[2] !== undefined,
  };
}

/** The bare name in a function's name, ARN or partial ARN, with or without qualifier. */
function functionNameOf(reference: string): string {
  return /(?:^|:)function:([^:]+)/.exec(reference)?.[1] ?? reference.split(':')[0] ?? reference;
}

export async function runTask(at: At, state: TaskState): Promise<Outcome> {
  return at.thread.phase === 'calling' ? callFunction(at, state) : scheduleCall(at, state);
}

async function scheduleCall({ kernel, thread, isStale }: At, state: TaskState): Promise<Outcome> {
  const integration = integrationOf(state.Resource);
  const token = integration.waitsForToken ? randomBytes(48).toString('base64url') : undefined;
  const bindings = bindingsOf(kernel, thread, { token });
  const seconds = async (field: 'TimeoutSeconds' | 'HeartbeatSeconds'): Promise<number | undefined> => {
    const value = await kernel.evaluator.value(state[field], field, () => bindings);
    if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value > 0)) return value;
    if (typeof value !== 'number')
      throw unexpectedType({ template: state[field], location: field, expected: 'number' }, value);
    throw evaluationFault(field, `The ${field} field must be a positive whole number but was: ${value}`);
  };
  const args =
    state.Arguments === undefined
      ? parseJson(thread.input)
      : await kernel.evaluator.value(state.Arguments, 'Arguments', () => bindings);
  const timeout = await seconds('TimeoutSeconds');
  const heartbeat = await seconds('HeartbeatSeconds');
  const text = JSON.stringify(args);
  if (isOverPayloadLimit(text)) throw dataLimitFault(thread.state, true);
  checkArguments(integration, args);
  if (isStale()) return PARKED;
  kernel.journal.write(() => {
    const seen = {
      ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
      ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
    };
    const { events, naming } = integration;
    const details =
      events === 'Task'
        ? { ...naming, region: kernel.options.region, parameters: text, ...seen }
        : { resource: state.Resource, input: text, inputDetails: { truncated: false }, ...seen };
    kernel.emit({ run: thread.run, thread }, `${events}Scheduled`, details);
    kernel.emit({ run: thread.run, thread }, `${events}Started`, events === 'Task' ? { ...naming } : undefined);
    if (token !== undefined) {
      thread.armed = true;
      kernel.journal.run('INSERT INTO tokens (token, execution, thread) VALUES (?, ?, ?)', [
        token,
        thread.execution,
        thread.id,
      ]);
    }
    const timer = { thread, run: thread.run };
    if (timeout !== undefined) kernel.setTimer({ afterMs: timeout * 1000, kind: 'timeout', ...timer });
    if (heartbeat !== undefined) kernel.setTimer({ afterMs: heartbeat * 1000, kind: 'heartbeat', ...timer });
    thread.phase = 'calling';
    thread.work = JSON.stringify({ args, token, heartbeat });
    kernel.journal.saveThread(thread);
  });
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

async function callFunction({ kernel, thread, isStale }: At, state: TaskState): Promise<Outcome> {
  const integration = integrationOf(state.Resource);
  const { args } = callSchema.parse(parseJson(thread.work ?? ''));
  const isInvoke = integration.events === 'Task';
  const call = isInvoke ? invokeArguments.parse(args) : { FunctionName: state.Resource, Payload: args };
  const controller = new AbortController();
  thread.call = controller;
  // Nothing may happen outside before the journal knows that it was going to.
  kernel.journal.commit();
  const answer = await Promise.race([
    invoke(kernel, thread, {
      functionName: functionNameOf(call.FunctionName),
      payload: call.Payload ?? {},
      signal: controller.signal,
    }),
    new Promise<'aborted'>((resolve) =>
      controller.signal.addEventListener('abort', () => resolve('aborted'), { once: true }),
    ),
  ]);
  if (answer === 'aborted' || isStale()) return PARKED;
  thread.call = undefined;
  const service = isInvoke ? 'lambda' : state.Resource;
  const outcome =
    'failure' in answer ? answer : limited(isInvoke ? invokeResult(answer.payload) : answer.payload, service);
  kernel.journal.write(() => {
    const at = { run: thread.run, thread };
    if ('failure' in outcome) {
      const { error, cause } = outcome.failure;
      kernel.emit(at, `${integration.events}Failed`, { ...integration.naming, error, cause });
      recordFailure(kernel, thread, outcome.failure);
      return;
    }
    const details = {
      ...integration.naming,
      output: JSON.stringify(outcome.result),
      outputDetails: { truncated: false },
    };
    if (integration.waitsForToken) {
      kernel.emit(at, 'TaskSubmitted', details);
      thread.phase = 'token';
      kernel.journal.saveThread(thread);
      return;
    }
    kernel.emit(at, `${integration.events}Succeeded`, details);
    recordResult(kernel, thread, outcome.result);
  });
  return integration.waitsForToken && !('failure' in outcome) ? PARKED : AGAIN;
}

function limited(result: unknown, service: string): { result: unknown } | { failure: Failure } {
  // Unlike a state's own output, an oversized answer of a task can be caught (recorded from the service in 2024).
  return isOverPayloadLimit(JSON.stringify(result)) ? { failure: dataLimitFault(service, false).failure } : { result };
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

async function invoke(
  kernel: Kernel,
  thread: Thread,
  call: { functionName: string; payload: unknown; signal: AbortSignal },
): Promise<{ payload: unknown } | { failure: Failure }> {
  try {
    const answer = await kernel.options.invokeLambda({ ...call, roleArn: thread.run.row.role });
    const error = answer.functionError;
    if (error === undefined) return { payload: answer.payload ?? null };
    const raw = error.raw ?? { errorMessage: error.errorMessage, errorType: error.errorType };
    return { failure: { error: error.errorType, cause: JSON.stringify(raw) } };
  } catch (error) {
    return { failure: serviceFailure(error) };
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html: errors of the Lambda service carry its exception's name. */
function serviceFailure(error: unknown): Failure {
  const name = error instanceof Error ? error.name : '';
  const cause = error instanceof Error ? error.message : String(error);
  if (name === 'AccessDeniedException') return { error: 'Lambda.AWSLambdaException', cause };
  return { error: name.endsWith('Exception') ? `Lambda.${name}` : 'Lambda.SdkClientException', cause };
}
