#!/usr/bin/env node
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, JournalUnreadableError } from './engine.ts';
import { createStatesServer } from './http-server.ts';
import { createLambdaEndpoint } from './lambda-endpoint.ts';
import { createS3Objects } from './s3-objects.ts';

export { createStatesServer } from './http-server.ts';
export { handleStatesRequest, SUPPORTED_ACTIONS, type WireResponse } from './protocol.ts';

const USAGE = 'usage: server.ts --port N --lambda-endpoint URL [--data DIR]\n';

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Runs the engine alone: Lambda by the Invoke API, S3 by the SDK's own settings (AWS_ENDPOINT_URL). */
function main(): void {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { port: text, 'lambda-endpoint': text, data: text } });
  const port = Number(values.port ?? '8083');
  const lambda = values['lambda-endpoint'];
  if (lambda === undefined || !Number.isInteger(port) || !URL.canParse(lambda)) return fail(USAGE);
  if (values.data !== undefined) mkdirSync(values.data, { recursive: true });
  const engine = createEngine({
    journalPath: values.data === undefined ? ':memory:' : join(values.data, 'stepfunctions.sqlite'),
    invokeLambda: createLambdaEndpoint(lambda),
    objects: createS3Objects(),
  });
  const server = createStatesServer(engine);
  server.on('error', (error) => fail(error.message));
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const actual = typeof address === 'object' && address !== null ? address.port : port;
    process.stdout.write(`Step Functions on http://127.0.0.1:${actual}\n`);
    engine.resume();
  });
  const stop = (): void => {
    server.close();
    void engine.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

if (import.meta.main) {
  try {
    main();
  } catch (error) {
    if (error instanceof JournalUnreadableError) fail(error.message);
    throw error;
  }
}
