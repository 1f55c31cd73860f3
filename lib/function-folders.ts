import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as z from 'zod';
import { functionEntries, isFunctionName } from './functions.ts';
import type { FunctionEntry } from './functions/entry.ts';
import type { FunctionName } from './functions.ts';

export const PROJECT_ROOT = fileURLToPath(new URL('..', import.meta.url));

export function folderOf(name: FunctionName, entry: FunctionEntry): string {
  return join(PROJECT_ROOT, 'functions', entry.kind, name);
}

/** The table and the folders must name the same functions. @throws Error listing every difference */
export function checkFolders(): void {
  const missing = functionEntries
    .filter(([name, entry]) => !existsSync(join(folderOf(name, entry), 'handler.ts')))
    .map(
      ([name, entry]) =>
        `lib/functions.ts lists ${name}, but functions/${entry.kind}/${name}/handler.ts does not exist`,
    );
  const unlisted = globSync('functions/{steps,http}/*/handler.ts', { cwd: PROJECT_ROOT })
    .filter((file) => !isFunctionName(basename(dirname(file))))
    .map((file) => `${file} exists, but lib/functions.ts does not list it`);
  const problems = [...missing, ...unlisted];
  if (problems.length > 0) throw new Error(['Functions and table differ:', ...problems].join('\n  '));
}

const envModuleSchema = z.object({ env: z.instanceof(z.ZodObject) });

/** The names of the environment variables that a function's env.ts asks for. */
async function readEnvironmentNames(name: FunctionName, entry: FunctionEntry): Promise<string[]> {
  const file = join(folderOf(name, entry), 'env.ts');
  if (!existsSync(file)) throw new Error(`functions/${entry.kind}/${name}/env.ts does not exist`);
  const loaded: unknown = await import(pathToFileURL(file).href);
  const parsed = envModuleSchema.safeParse(loaded);
  if (!parsed.success) throw new Error(`functions/${entry.kind}/${name}/env.ts exports no \`env\` made by z.object`);
  return Object.keys(parsed.data.env.shape);
}

export type EnvironmentNames = ReadonlyMap<FunctionName, readonly string[]>;

/** Variable names of every function, read from the same schemas that the functions parse at run time. */
export async function readAllEnvironmentNames(): Promise<EnvironmentNames> {
  const names = await Promise.all(
    functionEntries.map(async ([name, entry]) => [name, await readEnvironmentNames(name, entry)] as const),
  );
  return new Map(names);
}
