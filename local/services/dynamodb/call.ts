import { Agent, request, type IncomingMessage } from 'node:http';
import { parseJson } from '../../json.ts';

export interface DynamoDbAnswer {
  status: number;
  body: unknown;
  headers: IncomingMessage['headers'];
  text: string;
}

/** One call of DynamoDB's JSON protocol, for example `call('DescribeTable', { TableName })`. */
export type DynamoDbCall = (action: string, body: unknown) => Promise<DynamoDbAnswer>;

export interface DynamoDbConnection {
  call: DynamoDbCall;
  /** The same with a body that is text already. */
  send(action: string, body: string): Promise<DynamoDbAnswer>;
  close(): void;
}

// DynamoDB Local wants a well-formed header but checks nothing in it; the gateway has checked the caller.
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=LOCAL/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** A client over kept-alive connections to DynamoDB Local. */
export function connectDynamoDb(port: number): DynamoDbConnection {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const send = (action: string, body: string): Promise<DynamoDbAnswer> =>
    new Promise((resolve, reject) => {
      const outgoing = request({
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': Buffer.byteLength(body),
          'x-amz-target': `DynamoDB_20120810.${action}`,
          authorization: AUTHORIZATION,
        },
      });
      outgoing.on('response', (response) => void collect(response).then(resolve, reject));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { send, call: (action, body) => send(action, JSON.stringify(body)), close: () => agent.destroy() };
}

async function collect(response: IncomingMessage): Promise<DynamoDbAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    status: response.statusCode ?? 500,
    headers: response.headers,
    text,
    body: text === '' ? {} : parseJson(text),
  };
}
