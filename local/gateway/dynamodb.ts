import type { IncomingMessage } from 'node:http';
import { isObject, parseObject, type JsonObject } from '../json.ts';
import type { DynamoDbConnection } from '../services/dynamodb/call.ts';
import { jsonError, readBody, targetOf, type Answer, type GatewayCall, type GatewayService } from './call.ts';
import { accessOf, isWrite, tablesOf } from './dynamodb-access.ts';
import { countUnits } from './dynamodb-units.ts';
import type { UsageCounter } from './usage.ts';

/** Actions whose answers can carry ConsumedCapacity. */
const METERED = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'GetItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactWriteItems',
  'TransactGetItems',
  'ExecuteStatement',
  'BatchExecuteStatement',
  'ExecuteTransaction',
]);

/** Passes calls on to DynamoDB Local; asks for the consumed capacity on the way and takes it out of the answer again. */
export function createDynamoDbService(
  connection: DynamoDbConnection,
  settings: { usage: UsageCounter; arnPrefix: string },
): GatewayService {
  const handle = async (call: GatewayCall): Promise<Answer> => {
    const action = targetOf(call.request);
    const text = (await readBody(call.request)).toString('utf8');
    const input = parseObject(text);
    call.count(action);
    call.authorise(accessOf(action, input, settings.arnPrefix));
    if (isWrite(action, input)) {
      const [table] = tablesOf(action, input);
      call.announceWrite({ action, ...(table === undefined ? {} : { table }) });
    }
    return METERED.has(action) ? metered({ action, text, input }) : passOn(action, text);
  };

  const passOn = async (action: string, text: string): Promise<Answer> => {
    const answer = await connection.send(action, text);
    return { status: answer.status, headers: answerHeaders(answer.headers), body: answer.text };
  };

  const metered = async ({
    action,
    text,
    input,
  }: {
    action: string;
    text: string;
    input: JsonObject;
  }): Promise<Answer> => {
    const asked = input['ReturnConsumedCapacity'];
    const isAsked = asked === 'TOTAL' || asked === 'INDEXES';
    const answer = await connection.send(action, isAsked ? text : withCapacityAsked(text, input));
    if (answer.status !== 200 || !isObject(answer.body)) {
      countUnits(settings.usage, { action, input, consumed: undefined });
      return { status: answer.status, headers: answerHeaders(answer.headers), body: answer.text };
    }
    const { ConsumedCapacity: consumed, ...rest } = answer.body;
    countUnits(settings.usage, { action, input, consumed });
    const body = isAsked ? answer.text : JSON.stringify(rest);
    return { status: 200, headers: answerHeaders(answer.headers), body };
  };

  return { handle, error: dynamoDbError };
}

function withCapacityAsked(text: string, input: JsonObject): string {
  if ('ReturnConsumedCapacity' in input) return JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' });
  return `{"ReturnConsumedCapacity":"TOTAL"${Object.keys(input).length === 0 ? '' : ','}${text.trimStart().slice(1)}`;
}

/** Without the checksum and the length: the body may have been rewritten. */
function answerHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': String(headers['x-amzn-requestid'] ?? ''),
  };
}

function dynamoDbError(status: number, code: string, message: string): Answer {
  return jsonError(status, code === 'AccessDeniedException' ? `com.amazon.coral.service#${code}` : code, message);
}
