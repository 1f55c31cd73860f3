import { globSync } from 'node:fs';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../../lib/function-folders.ts';

it('every contract of the API can be read in a browser: schemas and domain, no SDK and nothing of Node.js', async () => {
  const { metafile } = await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: globSync('functions/http/*/contract.ts', { cwd: PROJECT_ROOT }),
    outdir: 'unused',
    bundle: true,
    format: 'esm',
    platform: 'browser',
    external: ['node:*'],
    write: false,
    metafile: true,
    logLevel: 'silent',
  });

  const foreign = Object.keys(metafile.inputs).filter((file) => /node_modules\/(?!zod\/)/.test(file));
  const asked = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(foreign).toEqual([]);
  expect(asked.filter((path) => path.startsWith('node:'))).toEqual([]);
});
