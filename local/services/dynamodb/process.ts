import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { JavaMissingError } from '../../errors.ts';
import { freePort } from '../../ports.ts';
import { killOrphan } from './orphan.ts';

export interface DynamoDbProcess {
  port: number;
  stop(): Promise<void>;
}

/**
 * The shell becomes Java, after leaving a watcher behind that reads a pipe which only this process holds open: when
 * we die, even by SIGKILL, the pipe closes and the watcher ends Java. `$$` is the shell's pid, hence Java's.
 */
const WATCHED = '(while read -r _ <&3; do :; done; kill -9 $$ 2>/dev/null) & exec "$@" 3<&-';

/**
 * Starts AWS's DynamoDB Local on a free port with its files in `folder`.
 * Throws JavaMissingError when there is no Java or it cannot run the jar.
 */
export async function startDynamoDb(folder: string): Promise<DynamoDbProcess> {
  mkdirSync(folder, { recursive: true });
  const pidFile = `${folder}.pid`;
  killOrphan(pidFile, folder);
  return start(['-dbPath', folder], pidFile);
}

/** The same with its tables in memory, gone with it. */
export function startDynamoDbInMemory(): Promise<DynamoDbProcess> {
  return start(['-inMemory']);
}

async function start(storage: readonly string[], pidFile?: string): Promise<DynamoDbProcess> {
  const port = await freePort();
  const emulator = join(
    dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')),
    'emulator',
  );
  const child = spawn('/bin/sh', ['-c', WATCHED, 'sh', 'java', ...javaArguments(storage, port)], {
    cwd: emulator,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined && pidFile !== undefined) writeFileSync(pidFile, String(child.pid));
  // Closing the pipe lets the watcher end as well.
  child.once('exit', () => child.stdio[3]?.destroy());
  await untilOpen(child, port);
  return { port, stop: () => stop(child, pidFile) };
}

function javaArguments(storage: readonly string[], port: number): string[] {
  // Short start and a small footprint matter more here than peak throughput.
  const jvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-Xmx768m'];
  const jar = [
    '-Djava.library.path=./DynamoDBLocal_lib',
    '-jar',
    'DynamoDBLocal.jar',
    '-disableTelemetry',
    '-sharedDb',
  ];
  return [...jvm, ...jar, ...storage, '-port', String(port)];
}

async function untilOpen(child: ChildProcess, port: number): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', (error) => reject(new JavaMissingError(`could not be started (${error.message})`)));
    child.once('exit', (code) => reject(new JavaMissingError(whyEnded(code, complaint))));
  });
  ended.catch(() => undefined);
  await Promise.race([ended, pollPort(port, () => child.exitCode !== null || child.signalCode !== null)]);
}

function whyEnded(code: number | null, complaint: string): string {
  if (code === 127) return 'was not found';
  const line = complaint.trim().split('\n').at(-1) ?? '';
  return /UnsupportedClassVersionError/.test(complaint) ? 'is too old' : `ended with code ${String(code)} (${line})`;
}

async function pollPort(port: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    if (await isOpen(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function stop(child: ChildProcess, pidFile: string | undefined): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(forced);
  }
  if (pidFile !== undefined) rmSync(pidFile, { force: true });
}
