import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
  type HistoryEvent,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../../local/stepfunctions/engine.ts';
import { createStatesServer } from '../../../local/stepfunctions/http-server.ts';
import { createLambdaEndpoint } from '../../../local/stepfunctions/lambda-endpoint.ts';
import recordings from '../../fixtures/asl/recordings.json' with { type: 'json' };
import { createMemoryObjects } from './support.ts';

const RAISED = {
  errorMessage: 'Some exception was raised.',
  errorType: 'Exception',
  requestId: '1f4f5e0c-9df1-4f0c-8ad5-0d2f1b6b4e0f',
  stackTrace: [
    '  File "/var/task/handler.py", line 2, in handler\n    raise Exception("Some exception was raised.")\n',
  ],
};

/** The functions of a recording, behind the Lambda Invoke API. */
function createFunctions(behaviours: () => Record<string, string>): Server {
  return createServer((request, response) => {
    const name = /functions\/([^/]+)\/invocations/.exec(request.url ?? '')?.[1] ?? '';
    const behaviour = behaviours()[name];
    if (behaviour === undefined) response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' }).end('{}');
    else if (behaviour === 'echo') request.pipe(response);
    else response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end(JSON.stringify(RAISED));
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The actual value, with what `<any>` in the expected one stands for (anything, also inside a string) put back to `<any>`. */
function masked(actual: unknown, expected: unknown): unknown {
  if (expected === '<any>') return actual === undefined ? undefined : '<any>';
  if (typeof expected === 'string' && typeof actual === 'string' && expected.includes('<any>')) {
    const pattern = expected.split('<any>').map((part) => RegExp.escape(part));
    return new RegExp(`^${pattern.join('[\\s\\S]*')}$`).test(actual) ? expected : actual;
  }
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) return actual;
  if (Array.isArray(actual)) return actual.map((item, index) => masked(item, (expected as unknown[])[index]));
  return Object.fromEntries(
    Object.entries(actual).map(([key, item]) => [key, masked(item, (expected as Record<string, unknown>)[key])]),
  );
}

function nameOf(event: HistoryEvent): string | undefined {
  return (
    event.stateEnteredEventDetails ??
    event.stateExitedEventDetails ??
    event.mapIterationStartedEventDetails ??
    event.mapIterationSucceededEventDetails ??
    event.mapIterationFailedEventDetails
  )?.name;
}

describe('executions recorded from AWS', () => {
  let functions: Record<string, string> = {};
  const lambda = createFunctions(() => functions);
  let engine: Engine;
  let server: Server;
  let client: SFNClient;

  beforeAll(async () => {
    engine = createEngine({
      journalPath: ':memory:',
      invokeLambda: createLambdaEndpoint(await listen(lambda)),
      objects: createMemoryObjects(),
    });
    server = createStatesServer(engine);
    client = new SFNClient({
      endpoint: await listen(server),
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  });

  afterAll(async () => {
    client.destroy();
    server.close();
    lambda.close();
    await engine.close();
  });

  test('there are 43 of them', () => {
    expect(recordings).toHaveLength(43);
  });

  test.each(recordings.map((recording, index) => ({ ...recording, index })))(
    '$name ends as on AWS',
    async (recording) => {
      functions = recording.functions as Record<string, string>;
      const { stateMachineArn } = await client.send(
        new CreateStateMachineCommand({
          name: `recording-${recording.index}`,
          definition: JSON.stringify(recording.definition),
          roleArn: 'arn:aws:iam::123456789012:role/test',
        }),
      );
      const { executionArn } = await client.send(
        new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(recording.input) }),
      );
      let described = await client.send(new DescribeExecutionCommand({ executionArn }));
      while (described.status === 'RUNNING')
        described = await client.send(new DescribeExecutionCommand({ executionArn }));

      const history = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      const end = {
        status: described.status,
        ...(described.output === undefined ? {} : { output: JSON.parse(described.output) as unknown }),
        ...(described.error === undefined ? {} : { error: described.error }),
        ...(described.cause === undefined ? {} : { cause: described.cause }),
      };
      expect(masked(end, recording.expected)).toEqual(recording.expected);
      expect(history.events?.map((event) => [event.type, nameOf(event)].filter((part) => part !== undefined))).toEqual(
        recording.events,
      );
    },
  );
});
