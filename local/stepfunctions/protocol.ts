import * as z from 'zod';
import { StatesApiError, type Engine } from './engine.ts';

/** An answer of the AWS JSON 1.0 protocol. */
export interface WireResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

const arn = z.string().min(1).max(2048);
const text = z.string().optional();
const flag = z.boolean().optional();
const taskToken = z.string().min(1).max(2048);
const page = { maxResults: z.int().min(0).optional(), nextToken: text };
const statusFilter = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional();
const failure = { error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() };
/** What a machine may be made with and has no effect here. */
const observing = {
  loggingConfiguration: z.unknown().optional(),
  tracingConfiguration: z.unknown().optional(),
  tags: z.unknown().optional(),
};

const DATES = new Set(['creationDate', 'updateDate', 'startDate', 'stopDate', 'timestamp']);

/** The wire has seconds, the engine milliseconds. */
function seconds(value: object): Record<string, unknown> {
  const answer: Record<string, unknown> = { ...value };
  for (const [name, item] of Object.entries(answer)) {
    if (DATES.has(name) && typeof item === 'number') answer[name] = item / 1000;
  }
  return answer;
}

interface Action {
  (engine: Engine, body: unknown): object | void;
}

/** Joins the fields of a request with what answers it. Another field is refused: what it asks for would be missing. */
function action<S extends z.ZodRawShape>(
  shape: S,
  answer: (engine: Engine, request: z.infer<z.ZodObject<S>>) => object | void,
): Action {
  const schema = z.strictObject(shape);
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

const WHOLE = { included: true };

const ACTIONS: Record<string, Action> = {
  CreateStateMachine: action(
    { name: z.string(), definition: z.string(), roleArn: arn, type: text, ...observing },
    (engine, request) => engine.createStateMachine(request),
  ),
  UpdateStateMachine: action(
    { stateMachineArn: arn, definition: text, roleArn: arn.optional(), ...observing },
    (engine, request) => engine.updateStateMachine(request),
  ),
  DescribeStateMachine: action({ stateMachineArn: arn, includedData: text }, (engine, { stateMachineArn }) => ({
    ...engine.describeStateMachine(stateMachineArn),
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  })),
  ListStateMachines: action(page, (engine, request) => {
    const { stateMachines, nextToken } = engine.listStateMachines(request);
    const items = stateMachines.map(({ stateMachineArn, name, type, creationDate }) =>
      seconds({ stateMachineArn, name, type, creationDate }),
    );
    return { stateMachines: items, nextToken };
  }),
  DeleteStateMachine: action({ stateMachineArn: arn }, (engine, request) =>
    engine.deleteStateMachine(request.stateMachineArn),
  ),
  StartExecution: action({ stateMachineArn: arn, name: text, input: text, traceHeader: text }, (engine, request) =>
    engine.startExecution(request),
  ),
  DescribeExecution: action({ executionArn: arn, includedData: text }, (engine, { executionArn }) => {
    const execution = engine.describeExecution(executionArn);
    const output = execution.output === undefined ? {} : { outputDetails: WHOLE };
    return { ...execution, inputDetails: WHOLE, ...output, redriveCount: 0 };
  }),
  ListExecutions: action(
    { stateMachineArn: arn.optional(), mapRunArn: arn.optional(), statusFilter, ...page },
    (engine, request) => {
      const { executions, nextToken } = engine.listExecutions(request);
      return { executions: executions.map(seconds), nextToken };
    },
  ),
  GetExecutionHistory: action(
    { executionArn: arn, reverseOrder: flag, includeExecutionData: flag, ...page },
    (engine, request) => {
      const { events, nextToken } = engine.getExecutionHistory(request);
      return { events: events.map(seconds), nextToken };
    },
  ),
  StopExecution: action({ executionArn: arn, ...failure }, (engine, request) => engine.stopExecution(request)),
  SendTaskSuccess: action({ taskToken, output: z.string() }, (engine, request) => engine.sendTaskSuccess(request)),
  SendTaskFailure: action({ taskToken, ...failure }, (engine, request) => engine.sendTaskFailure(request)),
  SendTaskHeartbeat: action({ taskToken }, (engine, request) => engine.sendTaskHeartbeat(request)),
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
    const answered = seconds(answer(engine, request) ?? {});
    return { statusCode: 200, headers: { ...HEADERS }, body: JSON.stringify(answered) };
  } catch (error) {
    if (error instanceof StatesApiError) return failed(error.code, error.message);
    throw error;
  }
}
