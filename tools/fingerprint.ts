import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROJECT_ROOT } from '../lib/function-folders.ts';

/** SHA-256 over names and contents of the files, in name order. Patterns are relative to the project's folder. */
export function fingerprintOf(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync([...patterns], { cwd: PROJECT_ROOT }).toSorted()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(PROJECT_ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

export function readMark(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

export function writeMark(file: string, fingerprint: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, fingerprint);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const LOCK = join(PROJECT_ROOT, 'dist', '.lock');

function tryLock(): boolean {
  mkdirSync(dirname(LOCK), { recursive: true });
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = Number(readMark(LOCK) ?? '0');
    // An empty lock is one that another process is just writing.
    if (holder > 0 && !isAlive(holder)) rmSync(LOCK, { force: true });
    return false;
  }
}

let inProcess: Promise<unknown> = Promise.resolve();

/** Runs one build at a time on this machine: several test files and a start may want the same folders. */
export function withBuildLock<T>(work: () => Promise<T>): Promise<T> {
  const run = async (): Promise<T> => {
    while (!tryLock()) await pause(50);
    try {
      return await work();
    } finally {
      rmSync(LOCK, { force: true });
    }
  };
  const mine = inProcess.then(run, run);
  inProcess = mine.catch(() => undefined);
  return mine;
}
