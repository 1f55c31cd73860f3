import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { StateFolderLockedError } from './errors.ts';
import { errorCode, parseJson } from './json.ts';

const heldHere = new Set<string>();
const lockSchema = z.object({ pid: z.number(), startedAt: z.string() });

export interface StateFolder {
  path(...parts: string[]): string;
  /** A file of JSON, or `undefined` when it does not exist yet. */
  readJson<T>(file: string, schema: z.ZodType<T>): T | undefined;
  /** Replaces a file of JSON in one step, so that a kill leaves either the old or the new one. */
  writeJson(file: string, value: unknown): void;
  release(): void;
}

/** Creates and locks the folder. A lock of a process that no longer lives (also after pid reuse) is taken over. */
export function openStateFolder(folder: string, reset: boolean): StateFolder {
  const root = resolve(folder);
  mkdirSync(root, { recursive: true });
  takeLock(root);
  if (reset) emptyFolder(root);
  return {
    path: (...parts) => join(root, ...parts),
    readJson: (file, schema) => readJson(join(root, file), schema),
    writeJson: (file, value) => writeJson(join(root, file), value),
    release: () => {
      heldHere.delete(root);
      rmSync(join(root, 'lock.json'), { force: true });
    },
  };
}

function takeLock(root: string): void {
  const file = join(root, 'lock.json');
  const holder = heldHere.has(root) ? { pid: process.pid, startedAt: '' } : readJson(file, lockSchema);
  const isOwnStale = holder !== undefined && holder.pid === process.pid && !heldHere.has(root);
  if (holder !== undefined && !isOwnStale && (heldHere.has(root) || isAlive(holder))) {
    throw new StateFolderLockedError(root, holder.pid);
  }
  heldHere.add(root);
  writeJson(file, { pid: process.pid, startedAt: startOf(process.pid) });
}

function isAlive(holder: { pid: number; startedAt: string }): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  return startOf(holder.pid) === holder.startedAt;
}

/** Start time of a process in clock ticks since boot, by /proc; empty where there is none, which compares as equal. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function emptyFolder(root: string): void {
  for (const part of ['dynamodb', 's3', 'mail.jsonl', 'logs', 'sign-in', 'keys', 'lambda', 'states', 'ports.json']) {
    rmSync(join(root, part), { recursive: true, force: true });
  }
}

function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  return schema.parse(parseJson(text));
}

function writeJson(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(value, null, 2));
  renameSync(draft, file);
}
