import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';

const SCRIPT = 'docs/stepfunctions-client.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  // npx is a process around the one that it runs: both are of one group.
  for (const { pid } of started.splice(0)) if (pid !== undefined) process.kill(-pid, 'SIGTERM');
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The command of the README, as it stands there. @returns the line that it prints when it can be called */
async function startServer(port: number, data: string): Promise<string> {
  const endpoint = ['--lambda-endpoint', 'http://127.0.0.1:3001'];
  const words = ['node', 'local/stepfunctions/server.ts', '--port', String(port), ...endpoint, '--data', data];
  const server = spawn('npx', words, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(server);
  return new Promise((resolve) => server.stdout.once('data', (line: Buffer) => resolve(line.toString())));
}

test(
  'the script in docs has at most 40 lines and runs against the stand-alone server',
  { timeout: 120_000 },
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'stepfunctions-docs-'));
    const port = await freePort();
    const line = await startServer(port, data);
    const { stdout } = await promisify(execFile)('npx', ['node', SCRIPT, `http://127.0.0.1:${port}`]);
    rmSync(data, { recursive: true, force: true });

    expect(readFileSync(SCRIPT, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
    expect(line).toBe(`Step Functions on http://127.0.0.1:${port}\n`);
    expect(stdout.split('\n')).toEqual([
      'SUCCEEDED: "Hello Meranti"',
      '1 ExecutionStarted',
      '2 WaitStateEntered',
      '3 WaitStateExited',
      '4 PassStateEntered',
      '5 PassStateExited',
      '6 ExecutionSucceeded',
      '',
    ]);
  },
);
