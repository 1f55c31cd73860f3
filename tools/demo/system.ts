import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as z from 'zod';

/** What `tools/start.ts --json` prints in one line when everything is up. */
const readySchema = z.object({
  ready: z.literal(true),
  apiUrl: z.string(),
  gatewayUrl: z.string(),
  inboxUrl: z.string(),
  signInUrl: z.string(),
  clientId: z.string(),
  issuer: z.string(),
  accounts: z.array(z.object({ personId: z.string(), email: z.string(), password: z.string(), role: z.string() })),
});
export type Ready = z.infer<typeof readySchema>;

export interface DemoSystem {
  readonly ready: () => Ready;
  /** The whole process killed as a power cut would, then started again on the same state and the same ports. */
  readonly killAndRestart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface SystemOptions {
  readonly stateFolder: string;
  readonly duplicateMail: boolean;
}

export async function startDemoSystem(options: SystemOptions): Promise<DemoSystem> {
  let running = await launch(options, []);
  return {
    ready: () => running.ready,
    killAndRestart: async () => {
      const ports = portsOf(running.ready);
      running.child.kill('SIGKILL');
      await running.ended;
      running = await launch(options, ports);
    },
    stop: async () => {
      running.child.kill('SIGTERM');
      await running.ended;
    },
  };
}

function portsOf(ready: Ready): string[] {
  const port = (url: string): string => new URL(url).port;
  const apiAndGateway = ['--port', port(ready.apiUrl), '--gateway-port', port(ready.gatewayUrl)];
  return [...apiAndGateway, '--inbox-port', port(ready.inboxUrl), '--sign-in-port', port(ready.signInUrl)];
}

interface Running {
  readonly child: ChildProcess;
  readonly ready: Ready;
  readonly ended: Promise<unknown>;
}

async function launch({ stateFolder, duplicateMail }: SystemOptions, ports: string[]): Promise<Running> {
  const start = new URL('../start.ts', import.meta.url).pathname;
  const free = ports.length > 0 ? ports : ['--free-ports'];
  const faults = duplicateMail ? ['--duplicate-mail'] : [];
  const child = spawn(process.execPath, [start, '--json', '--state', stateFolder, ...free, ...faults], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue;
    const parsed = readySchema.safeParse(JSON.parse(line));
    if (parsed.success) {
      // The pipe is kept empty, or a talkative child would block on it.
      child.stdout.resume();
      return { child, ready: parsed.data, ended };
    }
  }
  throw new Error('the system ended before it was ready; see the lines above');
}
