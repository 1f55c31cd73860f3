import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { checkFolders, folderOf, PROJECT_ROOT } from '../lib/function-folders.ts';
import { functionEntries } from '../lib/functions.ts';
import { fingerprintOf, readMark, withBuildLock, writeMark } from './fingerprint.ts';

const OUT = join(PROJECT_ROOT, 'dist', 'functions');
const MARK = join(PROJECT_ROOT, 'dist', 'functions.fingerprint');
const SOURCES = ['functions/**/*.ts', 'domain/**/*.ts', 'lib/functions.ts', 'tools/build.ts', 'package-lock.json'];

export interface BuildResult {
  readonly rebuilt: boolean;
  readonly fingerprint: string;
  /** Bytes of each bundle; empty when nothing had changed. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Bundles every function with one esbuild call into dist/functions/<name>/index.mjs; does nothing when no source changed. */
export function buildFunctions(): Promise<BuildResult> {
  checkFolders();
  return withBuildLock(async () => {
    const fingerprint = fingerprintOf(SOURCES);
    if (readMark(MARK) === fingerprint) return { rebuilt: false, fingerprint, bytes: {} };
    rmSync(OUT, { recursive: true, force: true });
    const bytes = await bundle();
    writeMark(MARK, fingerprint);
    return { rebuilt: true, fingerprint, bytes };
  });
}

async function bundle(): Promise<Record<string, number>> {
  const { metafile } = await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: functionEntries.map(([name, entry]) => ({
      in: join(folderOf(name, entry), 'handler.ts'),
      out: `${name}/index`,
    })),
    outdir: OUT,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    // Errors travel by name, and stack traces in logs should name what they mean.
    keepNames: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    // The X-Ray SDK inside Powertools' tracer calls require.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([file, output]) => [file.split('/').at(-2) ?? file, output.bytes]),
  );
}
