import * as z from 'zod';
import { StatesApiError, type Engine } from './engine.ts';

/** An answer of the AWS JSON 1.0 protocol. */
export interface WireResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

const arn = z.string().min(1).max(2048);
const page = { maxResults: z.int().min(0).optional(), nextToken: z.string().optional() };
const statusFilter = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional();
const error = z.string().max(256).optional();
const cause = z.string().max(32_768).optional();

/** The wire has seconds, the engine milliseconds. */
function seconds<T extends Record<string, unknown>>(value: T): Record<string, unknown> {
  const dates = new Set(['creationDate', 'updateDate', 'startDate', 'stopDate', 'timestamp']);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      dates.has(name) && typeof item === 'number' ? item / 1000 : item,
    ]),
  );
}

interface Action {
  (engine: Engine, body: unknown): Record<string, unknown>;
}

/** Joins a request's schema with what answers it; only what the schema names reaches the engine. */
function action<T>(schema: z.ZodType<T>, answer: (engine: Engine, request: T) => Record<string, unknown>): Action {
  return (engine, body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return answer(engine, parsed.data);
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    throw new StatesApiError(
      'ValidationException',
      `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${issue?.message ?? ''}`,
    );
  };
}

const INLINE_DATA = { included: true };

const ACTIONS: Record<string, Action> = {
  CreateStateMachine: action(
    z.object({ name: z.string(), definition: z.string(), roleArn: arn, type: z.string().optional() }),
    (engine, request) => seconds(engine.createStateMachine(request)),
  ),
  UpdateStateMachine: action(
    z.object({ stateMachineArn: arn, definition: z.string().optional(), roleArn: arn.optional() }),
    (engine, request) => seconds(engine.updateStateMachine(request)),
  ),
  DescribeStateMachine: action(z.object({ stateMachineArn: arn }), (engine, request) => {
    const machine = engine.describeStateMachine(request.stateMachineArn);
    return seconds({
      ...machine,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    });
  }),
  ListStateMachines: action(z.object(page), (engine, request) => {
    const { stateMachines, nextToken } = engine.listStateMachines(request);
    return {
      stateMachines: stateMachines.map(({ stateMachineArn, name, type, creationDate }) =>
        seconds({ stateMachineArn, name, type, creationDate }),
      ),
      nextToken,
    };
  }),
  DeleteStateMachine: action(z.object({ stateMachineArn: arn }), (engine, request) => {
    engine.deleteStateMachine(request.stateMachineArn);
    return {};
  }),
  StartExecution: action(
    z.object({ stateMachineArn: arn, name: z.string().optional(), input: z.string().optional() }),
    (engine, request) => seconds(engine.startExecution(request)),
  ),
  DescribeExecution: action(z.object({ executionArn: arn }), (engine, request) => {
    const execution = engine.describeExecution(request.executionArn);
    const output = execution.output === undefined ? {} : { outputDetails: INLINE_DATA };
    return { ...seconds({ ...execution }), inputDetails: INLINE_DATA, ...output, redriveCount: 0 };
  }),
  ListExecutions: action(
    z.object({ stateMachineArn: arn.optional(), mapRunArn: arn.optional(), statusFilter, ...page }),
    (engine, request) => {
      const { executions, nextToken } = engine.listExecutions(request);
      return { executions: executions.map((execution) => seconds({ ...execution })), nextToken };
    },
  ),
  GetExecutionHistory: action(
    z.object({
      executionArn: arn,
      reverseOrder: z.boolean().optional(),
      includeExecutionData: z.boolean().optional(),
      ...page,
    }),
    (engine, request) => {
      const { events, nextToken } = engine.getExecutionHistory(request);
      return { events: events.map((event) => seconds({ ...event })), nextToken };
    },
  ),
  StopExecution: action(z.object({ executionArn: arn, error, cause }), (engine, request) =>
    seconds(engine.stopExecution(request)),
  ),
  SendTaskSuccess: action(
    z.object({ taskToken: z.string().min(1).max(2048), output: z.string() }),
    (engine, request) => {
      engine.sendTaskSuccess(request);
      return {};
    },
  ),
  SendTaskFailure: action(z.object({ taskToken: z.string().min(1).max(2048), error, cause }), (engine, request) => {
    engine.sendTaskFailure(request);
    return {};
  }),
  SendTaskHeartbeat: action(z.object({ taskToken: z.string().min(1).max(2048) }), (engine, request) => {
    engine.sendTaskHeartbeat(request);
    return {};
  }),
};

/** The API actions that are answered; every other one is UnknownOperationException. */
export const SUPPORTED_ACTIONS: readonly string[] = Object.keys(ACTIONS);

const HEADERS = { 'content-type': 'application/x-amz-json-1.0' };

function failed(code: string, message: string): WireResponse {
  return { statusCode: 400, headers: { ...HEADERS }, body: JSON.stringify({ __type: code, message }) };
}

/**
 * Answers one call of the Step Functions API.
 * @param target the X-Amz-Target header, `AWSStepFunctions.<Action>`
 * @param body the request's JSON text
 */
export async function handleStatesRequest(engine: Engine, target: string, body: string): Promise<WireResponse> {
  const name = target.slice(target.indexOf('.') + 1);
  const answer = ACTIONS[name];
  if (answer === undefined) return failed('UnknownOperationException', `The action ${name} is not supported`);
  let request: unknown;
  try {
    request = JSON.parse(body === '' ? '{}' : body);
  } catch {
    return failed('SerializationException', 'The request is not JSON');
  }
  try {
    return { statusCode: 200, headers: { ...HEADERS }, body: JSON.stringify(answer(engine, request)) };
  } catch (error) {
    if (error instanceof StatesApiError) return failed(error.code, error.message);
    throw error;
  }
}
