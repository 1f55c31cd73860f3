import { StatesApiError, type Engine } from './engine.ts';
import { REQUESTS, type ActionName, type Request } from './requests.ts';

/** An answer of the AWS JSON 1.0 protocol. */
export interface WireResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

const DATES = new Set(['creationDate', 'updateDate', 'startDate', 'stopDate', 'timestamp']);

/** The wire has seconds, the engine milliseconds. */
function seconds(value: object): Record<string, unknown> {
  const answer: Record<string, unknown> = { ...value };
  for (const [name, item] of Object.entries(answer)) {
    if (DATES.has(name) && typeof item === 'number') answer[name] = item / 1000;
  }
  return answer;
}

const WHOLE = { included: true };

/** What answers each action, and how the engine's answer stands on the wire where that differs. */
const ANSWERS: { [A in ActionName]: (engine: Engine, request: Request<A>) => object | void } = {
  CreateStateMachine: (engine, request) => engine.createStateMachine(request),
  UpdateStateMachine: (engine, request) => engine.updateStateMachine(request),
  DescribeStateMachine: (engine, { stateMachineArn }) => ({
    ...engine.describeStateMachine(stateMachineArn),
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  }),
  ListStateMachines(engine, request) {
    const { stateMachines, nextToken } = engine.listStateMachines(request);
    const items = stateMachines.map(({ stateMachineArn, name, type, creationDate }) =>
      seconds({ stateMachineArn, name, type, creationDate }),
    );
    return { stateMachines: items, nextToken };
  },
  DeleteStateMachine: (engine, request) => engine.deleteStateMachine(request.stateMachineArn),
  StartExecution: (engine, request) => engine.startExecution(request),
  DescribeExecution(engine, { executionArn }) {
    const execution = engine.describeExecution(executionArn);
    const output = execution.output === undefined ? {} : { outputDetails: WHOLE };
    return { ...execution, inputDetails: WHOLE, ...output, redriveCount: 0 };
  },
  ListExecutions(engine, request) {
    const { executions, nextToken } = engine.listExecutions(request);
    return { executions: executions.map(seconds), nextToken };
  },
  GetExecutionHistory(engine, request) {
    const { events, nextToken } = engine.getExecutionHistory(request);
    return { events: events.map(seconds), nextToken };
  },
  StopExecution: (engine, request) => engine.stopExecution(request),
  SendTaskSuccess: (engine, request) => engine.sendTaskSuccess(request),
  SendTaskFailure: (engine, request) => engine.sendTaskFailure(request),
  SendTaskHeartbeat: (engine, request) => engine.sendTaskHeartbeat(request),
};

function answerTo<A extends ActionName>(engine: Engine, name: A, body: unknown): object | void {
  const parsed = REQUESTS[name].safeParse(body);
  if (parsed.success) return ANSWERS[name](engine, parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new StatesApiError(
    'ValidationException',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${issue?.message ?? ''}`,
  );
}

const isAction = (name: string): name is ActionName => Object.hasOwn(REQUESTS, name);

/** The API actions that are answered; every other one is UnknownOperationException. */
export const SUPPORTED_ACTIONS: readonly string[] = Object.keys(REQUESTS);

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
  if (!isAction(name)) return failed('UnknownOperationException', `The action ${name} is not supported`);
  let request: unknown;
  try {
    request = JSON.parse(body === '' ? '{}' : body);
  } catch {
    return failed('SerializationException', 'The request is not JSON');
  }
  try {
    const answered = seconds(answerTo(engine, name, request) ?? {});
    return { statusCode: 200, headers: { ...HEADERS }, body: JSON.stringify(answered) };
  } catch (error) {
    if (error instanceof StatesApiError) return failed(error.code, error.message);
    throw error;
  }
}
