import { parseObject } from '../json.ts';
import { handleStatesRequest } from '../stepfunctions/protocol.ts';
import type { Engine } from '../stepfunctions/engine.ts';
import { jsonError, readBody, targetOf, type Answer, type GatewayCall, type GatewayService } from './call.ts';

const TOKEN_ACTIONS = new Set(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']);
const WRITES = new Set([...TOKEN_ACTIONS, 'StartExecution', 'StopExecution']);

/** Step Functions' API over the engine. */
export function createStatesGateway(engine: Engine): GatewayService {
  const handle = async (call: GatewayCall): Promise<Answer> => {
    const action = targetOf(call.request);
    const body = (await readBody(call.request)).toString('utf8');
    call.count(action);
    authorise(call, engine, { action, input: parseObject(body) });
    if (WRITES.has(action)) call.announceWrite({ action });
    const answer = await handleStatesRequest(engine, String(call.request.headers['x-amz-target']), body);
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  };
  return { handle, error: jsonError };
}

function authorise(
  call: GatewayCall,
  engine: Engine,
  { action, input }: { action: string; input: Record<string, unknown> },
): void {
  const wanted = `states:${action}`;
  if (TOKEN_ACTIONS.has(action)) {
    // AWS checks the machine that the token belongs to, which a token does not tell here: any known machine will do.
    const machines = engine.listStateMachines({ maxResults: 1000 }).stateMachines;
    const isAllowed = machines.some((machine) => call.mayDo({ action: wanted, resource: machine.stateMachineArn }));
    if (!isAllowed) call.authorise([{ action: wanted, resource: machines[0]?.stateMachineArn ?? '*' }]);
    return;
  }
  const resource = [input['stateMachineArn'], input['executionArn'], input['mapRunArn']].find(
    (value) => typeof value === 'string',
  );
  call.authorise([{ action: wanted, resource: typeof resource === 'string' ? resource : '*' }]);
}
