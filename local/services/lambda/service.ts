import { mkdirSync } from 'node:fs';
import type { Credentials } from '../../gateway/credentials.ts';
import { errorMessage } from '../../json.ts';
import type { StateFolder } from '../../state-folder.ts';
import { openAsyncQueue, type Delivery } from './async-queue.ts';
import type { InvocationResult } from './instance.ts';
import { functionNameOf, type FunctionModel } from './model.ts';
import { FunctionPool } from './pool.ts';

export interface LambdaService {
  find(reference: string): FunctionModel | undefined;
  /** Runs the function and waits for its result. Throws TooManyRequestsError at the reserved concurrency. */
  invoke(functionName: string, event: string): Promise<InvocationResult>;
  /** Accepts the event for delivery. */
  invokeAsync(functionName: string, event: string): void;
  /** Begins to deliver asynchronous events, first those left by an earlier run. */
  start(): void;
  stop(): Promise<void>;
}

export interface LambdaSettings {
  models: readonly FunctionModel[];
  folder: StateFolder;
  credentials: Credentials;
  gatewayUrl: string;
  region: string;
  maxInstances: number;
  log: (line: string) => void;
}

export function createLambdaService(settings: LambdaSettings): LambdaService {
  const { folder, models } = settings;
  const byName = new Map(models.map((model) => [model.name, model]));
  const pools = new Map<string, FunctionPool>();
  mkdirSync(folder.path('lambda'), { recursive: true });

  const poolOf = (functionName: string): FunctionPool => {
    const existing = pools.get(functionName);
    if (existing !== undefined) return existing;
    const model = byName.get(functionName);
    if (model === undefined) throw new Error(`Function not found: ${functionName}`);
    const pool = new FunctionPool(model, {
      environment: environmentOf(model, settings),
      maxInstances: Math.min(settings.maxInstances, model.reservedConcurrency ?? settings.maxInstances),
      logFile: folder.path('logs', `${functionName}.log`),
    });
    pools.set(functionName, pool);
    return pool;
  };
  const invoke = (functionName: string, event: string): Promise<InvocationResult> => poolOf(functionName).invoke(event);

  const deliver: Delivery = async (functionName, event) => {
    try {
      const result = await poolOf(functionName).invokeInTurn(event);
      if (result.isError) settings.log(`${functionName}: ${result.payload}`);
      return result.isError ? 'failed' : 'done';
    } catch (error) {
      settings.log(`${functionName}: ${errorMessage(error)}`);
      return 'failed';
    }
  };
  const queue = openAsyncQueue({
    file: folder.path('lambda', 'async.sqlite'),
    deliver,
    retriesOf: (functionName) => byName.get(functionName)?.asyncRetries ?? 0,
    log: settings.log,
  });
  const reaper = setInterval(() => pools.forEach((pool) => pool.reap()), 15_000).unref();

  return {
    find: (reference) => byName.get(functionNameOf(reference)),
    invoke,
    invokeAsync: (functionName, event) => queue.add(functionName, event),
    start: () => queue.start(),
    stop: async () => {
      clearInterval(reaper);
      queue.stop();
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}

/** The variables of the template, and those that Lambda sets; credentials are the function's own. */
function environmentOf(model: FunctionModel, settings: LambdaSettings): Record<string, string> {
  const keys = settings.credentials.forRole(model.roleArn, model.name);
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: model.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memory),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${model.name}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_RUNTIME_API: '',
    LAMBDA_TASK_ROOT: model.file.slice(0, model.file.lastIndexOf('/')),
    _HANDLER: `index.${model.exportName}`,
    _X_AMZN_TRACE_ID: 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
    ...model.environment,
    AWS_ENDPOINT_URL: settings.gatewayUrl,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  };
}
