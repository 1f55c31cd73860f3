import { linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Metafile, Plugin } from 'esbuild';
import { checkFolders, folderOf, PROJECT_ROOT } from '../lib/function-folders.ts';
import { functionEntries } from '../lib/functions.ts';
import { fingerprintOf, readMark, withBuildLock, writeMark } from './fingerprint.ts';
import { httpWithoutUndici } from './http-without-undici.ts';

const DIST = join(PROJECT_ROOT, 'dist');
/** Every file that esbuild makes; a function's folder holds the ones it needs. */
const ALL = join(DIST, 'all');
const OUT = join(DIST, 'functions');
const MARK = join(DIST, 'functions.fingerprint');
const SOURCES = [
  'functions/**/*.ts',
  'domain/**/*.ts',
  'lib/functions.ts',
  'lib/functions/*.ts',
  'tools/build.ts',
  'tools/http-without-undici.ts',
  'package-lock.json',
];

/** Credentials of developers' machines: a function finds its own in its environment and never imports these 100 KB. */
const NEVER_IMPORTED = ['sso', 'ini', 'process', 'web-identity', 'login'].map(
  (provider) => `@aws-sdk/credential-provider-${provider}`,
);

export interface BuildResult {
  readonly rebuilt: boolean;
  readonly fingerprint: string;
  /** Bytes of each function's code; empty when nothing had changed. */
  readonly bytes: Readonly<Record<string, number>>;
}

/**
 * Bundles every function with one esbuild call into dist/functions/<name>/index.mjs and the shared files beside it; does
 * nothing when no source changed.
 */
export function buildFunctions(): Promise<BuildResult> {
  checkFolders();
  return withBuildLock(async () => {
    const fingerprint = fingerprintOf(SOURCES);
    if (readMark(MARK) === fingerprint) return { rebuilt: false, fingerprint, bytes: {} };
    for (const made of [MARK, ALL, OUT]) rmSync(made, { recursive: true, force: true });
    const metafile = await bundle();
    const bytes = Object.fromEntries(functionEntries.map(([name]) => [name, assemble(name, metafile)]));
    writeMark(MARK, fingerprint);
    return { rebuilt: true, fingerprint, bytes };
  });
}

async function bundle(): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: functionEntries.map(([name, entry]) => ({ in: join(folderOf(name, entry), 'handler.ts'), out: name })),
    outdir: ALL,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What functions share is parsed, minified and written once: an eighth of the time of bundles on their own.
    splitting: true,
    chunkNames: 'shared-[hash]',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: NEVER_IMPORTED,
    plugins: [httpWithoutUndici, hucreInParts],
    minify: true,
    // Errors travel by name, and stack traces in logs should name what they mean.
    keepNames: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/**
 * What our modules use of hucre. Its one entry would give every function that reads a workbook the writers of charts and
 * pivots too, since one of them writes workbooks with styles.
 */
const HUCRE_PARTS: Readonly<Record<string, string>> = {
  'read-xlsx.ts': 'stream-reader.mjs',
  'read-export.ts': 'stream-reader.mjs',
  'read-recap.ts': 'stream-reader.mjs',
  'recap-xlsx.ts': 'writer.mjs',
};

const hucreInParts: Plugin = {
  name: 'hucre-in-parts',
  setup: (building) => {
    building.onResolve({ filter: /^hucre\/xlsx$/ }, ({ importer }) => {
      const part = HUCRE_PARTS[basename(importer)];
      if (part === undefined)
        return { errors: [{ text: `tools/build.ts does not say what ${importer} uses of hucre` }] };
      return { path: join(PROJECT_ROOT, 'node_modules', 'hucre', 'dist', 'xlsx', part) };
    });
  },
};

/** Links the function's own file and all it imports, at once or later, into its folder. @returns their bytes */
function assemble(name: string, metafile: Metafile): number {
  const folder = join(OUT, name);
  mkdirSync(folder, { recursive: true });
  const entry = `dist/all/${name}.mjs`;
  let bytes = 0;
  for (const file of filesOf(entry, metafile)) {
    const source = join(PROJECT_ROOT, file);
    linkSync(source, join(folder, file === entry ? 'index.mjs' : basename(file)));
    bytes += statSync(source).size;
  }
  return bytes;
}

function filesOf(entry: string, metafile: Metafile): Set<string> {
  const found = new Set([entry]);
  for (const file of found) {
    for (const { path, external } of metafile.outputs[file]?.imports ?? []) if (external !== true) found.add(path);
  }
  return found;
}
