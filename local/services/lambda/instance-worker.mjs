// Plain JavaScript without packages, because every instance of every function starts with this file: stripping types
// and loading zod took two thirds of the time to start a thread. Both ends of its channel lie in this folder.
/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** @type {{ file: string, exportName: string, functionName: string, functionArn: string, memory: number, logStream: string }} */
const settings = workerData;

/** The shape in which Lambda reports what a handler threw. */
function failureOf(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function contextFor(requestId, deadline) {
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

async function loadHandler() {
  const module = await import(pathToFileURL(settings.file).href);
  const handler = module[settings.exportName];
  if (typeof handler !== 'function') {
    const problem = new Error(`${settings.file} exports no function ${settings.exportName}`);
    problem.name = 'Runtime.HandlerNotFound';
    throw problem;
  }
  return handler;
}

const loading = loadHandler();
// A failed load is the first event's answer.
void loading.catch(() => undefined).then(() => parentPort?.postMessage('loaded'));

/** @param {{ requestId: string, deadline: number, event: string }} message */
async function invoke({ requestId, deadline, event }) {
  try {
    const handler = await loading;
    const result = await handler(JSON.parse(event), contextFor(requestId, deadline));
    parentPort?.postMessage({ requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    parentPort?.postMessage({ requestId, payload: JSON.stringify(failureOf(error)), isError: true });
  }
}

parentPort?.on('message', (message) => void invoke(message));
