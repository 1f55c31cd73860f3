import { S3Client } from '@aws-sdk/client-s3';
import { OPERATOR_KEY, startRuntime } from '../local/runtime.ts';
import type { Runtime, RuntimeOptions } from '../local/runtime.ts';
import { addressesSchema, DEFAULT_STATE_FOLDER } from './addresses.ts';
import { keepPasswords, localAccounts } from './accounts.ts';
import type { LocalAccount } from './accounts.ts';
import { readConfigurationFolder, readSampleConfiguration } from './configuration-folder.ts';
import { buildSite } from './publish/site-folders.ts';
import { publishFolder } from './publish/publish-folder.ts';
import { CDK_OUT, synthesize } from './synthesize.ts';

export interface SystemOptions extends Partial<Omit<RuntimeOptions, 'cdkOut' | 'accounts'>> {
  /** Folder of configuration documents; the sample regency when absent. */
  readonly configurationFolder?: string;
  /** Hears of what takes a while. */
  readonly tell?: (line: string) => void;
}

/** The whole product on this machine, configured and mended, ready to be used. */
export interface System {
  readonly runtime: Runtime;
  readonly accounts: readonly LocalAccount[];
  /** What a client of the sign-in needs. */
  readonly clientId: string;
  readonly issuer: string;
  readonly stop: () => Promise<void>;
}

/** Output of a stack; every output asked for here is made by lib/stacks. */
function outputOf(runtime: Runtime, stack: string, output: string): string {
  const value = runtime.outputs[stack]?.[output];
  if (value === undefined) throw new Error(`stack ${stack} has no output ${output}`);
  return value;
}

/** The same step that follows a deployment. */
async function publishPortal(runtime: Runtime): Promise<void> {
  const client = new S3Client({
    endpoint: runtime.gatewayUrl,
    region: 'local',
    credentials: { accessKeyId: OPERATOR_KEY, secretAccessKey: OPERATOR_KEY },
  });
  const bucket = outputOf(runtime, 'LindungPortal', 'SiteBucket');
  for (const folder of await buildSite()) await publishFolder(client, { folder, bucket });
  client.destroy();
}

/**
 * Builds and synthesizes what changed, starts the one-machine runtime, loads the configuration (a document that did not
 * change makes no new version) and lets repair finish what the last stop had left.
 * @throws the plain errors of startRuntime, ConfigurationError
 */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const { configurationFolder, stateFolder = DEFAULT_STATE_FOLDER, tell, ...rest } = options;
  const { documents, parsed } =
    configurationFolder === undefined
      ? readSampleConfiguration(new Date().getFullYear())
      : readConfigurationFolder(configurationFolder);
  await synthesize(tell);
  // A reset empties the folder later, and with it the old passwords.
  const accounts = localAccounts(parsed.people, options.reset === true ? '' : stateFolder);
  const runtime = await startRuntime({
    ...rest,
    cdkOut: CDK_OUT,
    stateFolder,
    parameters: { PublicBaseUrl: '{apiUrl}', WebAclArn: 'none on this machine', ...rest.parameters },
    accounts: accounts.map(({ sub, name, email, password }) => ({ sub, name, email, password })),
  });
  try {
    keepPasswords(accounts, stateFolder);
    await publishPortal(runtime);
    await runtime.invokeFunction(outputOf(runtime, 'LindungWorkflow', 'LoadConfigurationFunction'), { documents });
    await runtime.invokeFunction(outputOf(runtime, 'LindungWorkflow', 'RepairFunction'), {});
    return {
      runtime,
      accounts,
      clientId: outputOf(runtime, 'LindungData', 'UserPoolClientId'),
      issuer: outputOf(runtime, 'LindungData', 'SignInIssuer'),
      stop: () => runtime.stop(),
    };
  } catch (error) {
    await runtime.stop();
    throw error;
  }
}

/** The line that `npm start -- --json` prints once everything is up. */
export function readyLine({ runtime, accounts, clientId, issuer }: System): string {
  const { apiUrl, gatewayUrl, inboxUrl, signInUrl } = runtime;
  return JSON.stringify(
    addressesSchema.parse({ ready: true, apiUrl, gatewayUrl, inboxUrl, signInUrl, clientId, issuer, accounts }),
  );
}
