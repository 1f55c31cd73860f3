import { DEFAULT_STATE_FOLDER, keepAddresses } from './addresses.ts';
import { HELP, readStartOptions } from './start-options.ts';
import type { StartOptions } from './start-options.ts';
import { readyLine, startSystem } from './system.ts';
import type { System } from './system.ts';

async function start(options: StartOptions): Promise<System> {
  const ports = {
    api: options.port,
    gateway: options['gateway-port'],
    inbox: options['inbox-port'],
    signIn: options['sign-in-port'],
  };
  const stateFolder = options.state ?? DEFAULT_STATE_FOLDER;
  const system = await startSystem({
    stateFolder,
    reset: options.reset,
    ...(options['free-ports'] ? {} : { ports }),
    faults: { duplicateMail: options['duplicate-mail'] },
    // Standard output may be read by a program.
    tell: (line) => console.error(line),
  });
  keepAddresses(stateFolder, readyLine(system));
  return system;
}

function tell(system: System, options: StartOptions, seconds: string): void {
  if (options.json) {
    console.log(readyLine(system));
    return;
  }
  const { runtime, accounts } = system;
  console.log(`Lindung is ready (${seconds} s). Ctrl-C stops it; what it did is kept.\n`);
  console.log(`  Portal                   ${runtime.apiUrl}/  (sign in with one of the accounts below)`);
  console.log(`  API and approver's page  ${runtime.apiUrl}/api, ${runtime.apiUrl}/approval`);
  console.log(`  Inbox of every mail      ${runtime.inboxUrl}`);
  console.log(`  Sign-in                  ${runtime.signInUrl}`);
  console.log(`  AWS endpoint             ${runtime.gatewayUrl}`);
  if (options.quiet) return;
  console.log('\nAccounts:');
  for (const { role, email, password } of accounts) console.log(`  ${role.padEnd(14)} ${email.padEnd(44)} ${password}`);
}

/** The first signal closes in order; a second one, by an impatient person, ends at once. */
function stopOnSignal(system: System): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void system.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

const started = performance.now();
try {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
  } else {
    const system = await start(options);
    stopOnSignal(system);
    tell(system, options, ((performance.now() - started) / 1000).toFixed(1));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
