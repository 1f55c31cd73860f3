import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import * as z from 'zod';
import { createCredentials } from './gateway/credentials.ts';
import { createGateway } from './gateway/server.ts';
import { createUsageCounter, type UsageCounter } from './gateway/usage.ts';
import { createInvokeFunction } from './invoke-function.ts';
import { openServer, type OpenServer } from './ports.ts';
import type { Runtime, RuntimeOptions } from './runtime-types.ts';
import { createGatewayServices } from './gateway/services.ts';
import { startStores } from './stores.ts';
import { distributionModel } from './services/cloudfront/model.ts';
import { createDistribution } from './services/cloudfront/server.ts';
import { createHttpApi } from './services/http-api/server.ts';
import { httpApiModel } from './services/http-api/model.ts';
import { functionModels } from './services/lambda/model.ts';
import { createLambdaService, type LambdaService } from './services/lambda/service.ts';
import { createScheduler } from './services/scheduler/service.ts';
import { createObjects } from './services/states/objects.ts';
import { createStates } from './services/states/service.ts';
import { openStateFolder, type StateFolder } from './state-folder.ts';
import { loadAssembly } from './template/assembly.ts';
import type { LocalUrls } from './template/attributes.ts';
import { resolveTemplate, type ResolvedTemplate } from './template/resolve.ts';
import { collectRoles } from './template/roles.ts';
import { checkSupport } from './template/support.ts';

export type { Account, Runtime, RuntimeOptions, Usage, WriteCall, WriteFate } from './runtime-types.ts';
export { FunctionFailedError } from './runtime-types.ts';
export { PortTakenError, StateFolderLockedError } from './errors.ts';
export { OPERATOR_KEY } from './gateway/credentials.ts';

/**
 * Runs the synthesized application of `cdkOut` on this machine and resolves when it can be used; open executions and
 * queued events of an earlier run go on then. Throws PortTakenError, JavaMissingError, StateFolderLockedError,
 * UnsupportedTemplateError or TemplateError, each with one plain message, and leaves nothing running.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const closers = createClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

interface Closers {
  add(close: () => unknown): void;
  /** Closes in the reverse order of adding. */
  close(): Promise<void>;
}

function createClosers(): Closers {
  const closers: Array<() => unknown> = [];
  return {
    add: (close) => void closers.push(close),
    close: async () => {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
    },
  };
}

async function start(options: RuntimeOptions, closers: Closers): Promise<Runtime> {
  // Lambda's clock is UTC, and the time zone of a process is one for all its threads.
  process.env['TZ'] = 'UTC';
  const assembly = loadAssembly(options.cdkOut);
  checkSupport(assembly.stacks);
  const folder = openStateFolder(options.stateFolder, options.reset ?? false);
  closers.add(() => folder.release());
  mkdirSync(folder.path('keys'), { recursive: true });
  mkdirSync(folder.path('states'), { recursive: true });
  const doors = await openDoors(options, folder, closers);
  const template = resolveTemplate({ assembly, parameters: options.parameters ?? {}, urls: doors.urls });
  return assemble({ options, folder, closers, doors, template });
}

interface Doors {
  api: OpenServer;
  gateway: OpenServer;
  inbox: OpenServer;
  signIn: OpenServer;
  urls: LocalUrls;
}

const portsSchema = z.object({ api: z.number(), gateway: z.number(), inbox: z.number(), signIn: z.number() });

/**
 * All addresses, open before anything behind them exists, because the template refers to them. They are the same as
 * last time if possible: links in mails and issuers of tokens contain them.
 */
async function openDoors(options: RuntimeOptions, folder: StateFolder, closers: Closers): Promise<Doors> {
  const last = folder.readJson('ports.json', portsSchema);
  const open = async (use: keyof z.infer<typeof portsSchema>): Promise<OpenServer> => {
    const fixed = options.ports?.[use];
    const preferred = last?.[use];
    const server = await openServer({ use, ...(fixed ? { fixed } : {}), ...(preferred ? { preferred } : {}) });
    closers.add(() => server.close());
    return server;
  };
  const api = await open('api');
  const gateway = await open('gateway');
  const inbox = await open('inbox');
  const signIn = await open('signIn');
  folder.writeJson('ports.json', { api: api.port, gateway: gateway.port, inbox: inbox.port, signIn: signIn.port });
  const urls = { apiUrl: api.url, gatewayUrl: gateway.url, inboxUrl: inbox.url, signInUrl: signIn.url };
  return { api, gateway, inbox, signIn, urls };
}

interface Parts {
  options: RuntimeOptions;
  folder: StateFolder;
  closers: Closers;
  doors: Doors;
  template: ResolvedTemplate;
}

async function assemble(parts: Parts): Promise<Runtime> {
  const { options, folder, closers, doors, template } = parts;
  const log = options.log ?? ((): void => undefined);
  const now = options.clock ?? Date.now;
  const permissions = options.permissions ?? 'enforce';
  const usage = createUsageCounter();
  const credentials = createCredentials(folder, collectRoles(template.resources));
  const lambda = createLambdaService({
    models: functionModels(template),
    folder,
    credentials,
    gatewayUrl: doors.gateway.url,
    region: template.region,
    // One more thread than cores only adds another start of the function's code.
    maxInstances: options.instancesPerFunction ?? Math.min(4, Math.max(2, availableParallelism())),
    log,
  });
  const stores = await startStores({ options, folder, template, closers, doors, now });
  closers.add(() => lambda.stop());
  const engine = createStates({
    template,
    journalPath: folder.path('states', 'journal.sqlite'),
    lambda,
    credentials,
    objects: createObjects({ url: doors.gateway.url, region: template.region, credentials }),
    permissions,
  });
  closers.add(() => engine.close());
  const scheduler = createScheduler({
    resources: template.resources,
    lambda,
    engine,
    credentials,
    permissions,
    now,
    log,
  });
  closers.add(() => scheduler.stop());
  const services = createGatewayServices({ template, stores, lambda, engine, folder, usage, now });
  const health = (): unknown => ({ status: 'ok', stacks: Object.keys(template.outputs) });
  doors.gateway.handle(
    createGateway({
      credentials,
      services,
      usage,
      permissions,
      faults: options.faults ?? {},
      log,
      health,
    }),
  );
  openApi(parts, { lambda, s3Port: stores.s3.port, log });
  lambda.start();
  engine.resume();
  if (options.scheduler !== false) scheduler.start();
  return runtimeOf(parts, {
    usage,
    invokeFunction: createInvokeFunction(lambda, template.resources),
    fireSchedule: (name) => scheduler.fire(name),
  });
}

/** A distribution takes the API's place at its door: there is one address for both, as people see it. */
function openApi(
  { doors, template }: Parts,
  { lambda, s3Port, log }: { lambda: LambdaService; s3Port: number; log: (line: string) => void },
): void {
  const model = httpApiModel(template);
  if (model === undefined) return;
  const api = createHttpApi({ model, lambda, accountId: template.accountId, log });
  const behaviours = distributionModel(template, doors.urls.apiUrl);
  if (behaviours === undefined) doors.api.handle(api.listener);
  else doors.api.handle(createDistribution({ behaviours, api: api.answer, s3Port, log }));
}

type Doings = Pick<Runtime, 'invokeFunction' | 'fireSchedule'> & { usage: UsageCounter };

function runtimeOf({ doors, template, closers }: Parts, doings: Doings): Runtime {
  const resources: Runtime['resources'] = {};
  for (const { stack, logicalId, ref } of template.resources) (resources[stack] ??= {})[logicalId] = ref;
  return {
    ...doors.urls,
    outputs: template.outputs,
    resources,
    invokeFunction: doings.invokeFunction,
    fireSchedule: doings.fireSchedule,
    usage: () => doings.usage.read(),
    stop: () => closers.close(),
  };
}
