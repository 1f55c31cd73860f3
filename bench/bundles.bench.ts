import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { PROJECT_ROOT } from '../lib/function-folders.ts';
import { functionEntries } from '../lib/functions.ts';
import { buildFunctions } from '../tools/build.ts';
import { informed, promised } from './measure.ts';
import type { Measure } from './measure.ts';

/** What else the machine does only adds to a time, so the shortest of several says most of the function itself. */
const IMPORTS = 5;
const MEGABYTE = 1_000_000;
const TIMED_IMPORT = 'const t = performance.now(); await import(process.argv[1]); console.log(performance.now() - t);';

interface Bundle {
  readonly name: string;
  readonly megabytes: number;
  readonly milliseconds: number;
}

/** Size of every function's code, and how long a fresh process takes to import it (the shortest of five). */
export async function benchBundles(): Promise<Measure[]> {
  await buildFunctions();
  const bundles: Bundle[] = [];
  for (const [name] of functionEntries) bundles.push(await bundle(name));
  const slowest = Math.max(...bundles.map((one) => one.milliseconds));
  return [
    ...bundles.map((one) =>
      informed(one.name, `${one.megabytes.toFixed(2)} MB, ${one.milliseconds.toFixed(0).padStart(3)} ms`),
    ),
    promised('largest function, MB', Math.max(...bundles.map((one) => one.megabytes)), { atMost: 1 }),
    // A time depends on the machine and its other work, so it is told and fails nothing.
    informed('slowest import', `${slowest.toFixed(0)} ms`, 'at most 120 ms on a quiet machine'),
  ];
}

async function bundle(name: string): Promise<Bundle> {
  const folder = join(PROJECT_ROOT, 'dist', 'functions', name);
  const bytes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
  const url = pathToFileURL(join(folder, 'index.mjs')).href;
  const times: number[] = [];
  for (let round = 0; round < IMPORTS; round += 1) times.push(await importOnce(url));
  return { name, megabytes: bytes.reduce((sum, one) => sum + one, 0) / MEGABYTE, milliseconds: Math.min(...times) };
}

async function importOnce(url: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', TIMED_IMPORT, url]);
  return z.coerce.number().positive().parse(stdout);
}
