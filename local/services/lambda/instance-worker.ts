import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { isObject } from '../../json.ts';

const settings = z
  .object({
    file: z.string(),
    exportName: z.string(),
    functionName: z.string(),
    functionArn: z.string(),
    memory: z.number(),
    logStream: z.string(),
  })
  .parse(workerData);

const invocationSchema = z.object({ requestId: z.string(), deadline: z.number(), event: z.string() });

interface Failure {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

/** The shape in which Lambda reports what a handler threw. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function contextFor(requestId: string, deadline: number): Record<string, unknown> {
  return {
    awsRequestId: requestId,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memory),
    logGroupName: `/aws/lambda/${settings.functionName}`,
    logStreamName: settings.logStream,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function loadHandler(): Promise<(event: unknown, context: unknown) => unknown> {
  const module: unknown = await import(pathToFileURL(settings.file).href);
  const handler = isObject(module) ? module[settings.exportName] : undefined;
  if (typeof handler !== 'function') {
    const problem = new Error(`${settings.file} exports no function ${settings.exportName}`);
    problem.name = 'Runtime.HandlerNotFound';
    throw problem;
  }
  return (event, context): unknown => Reflect.apply(handler, undefined, [event, context]);
}

const loading = loadHandler();
// A failed load is the first event's answer.
void loading.catch(() => undefined).then(() => parentPort?.postMessage('loaded'));

async function invoke(message: unknown): Promise<void> {
  const { requestId, deadline, event } = invocationSchema.parse(message);
  try {
    const handler = await loading;
    const parsed: unknown = JSON.parse(event);
    const result: unknown = await handler(parsed, contextFor(requestId, deadline));
    parentPort?.postMessage({ requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    parentPort?.postMessage({ requestId, payload: JSON.stringify(failureOf(error)), isError: true });
  }
}

parentPort?.on('message', (message) => void invoke(message));
