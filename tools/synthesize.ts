import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../lib/function-folders.ts';
import { buildFunctions } from './build.ts';
import type { BuildResult } from './build.ts';
import { fingerprintOf, readMark, withBuildLock, writeMark } from './fingerprint.ts';

export const CDK_OUT = join(PROJECT_ROOT, 'cdk.out');
const MARK = join(PROJECT_ROOT, 'dist', 'cdk.fingerprint');
const SOURCES = [
  'lib/**/*.ts',
  'bin/*.ts',
  'config/stage/*.json',
  'cdk.json',
  'functions/*/*/env.ts',
  'package-lock.json',
];

export interface Synthesis {
  readonly build: BuildResult;
  readonly synthesized: boolean;
}

/**
 * Builds the bundles and synthesizes the stacks into cdk.out, both only when something changed.
 * @param tell hears of what takes a while
 */
export async function synthesize(tell: (line: string) => void = () => undefined): Promise<Synthesis> {
  const build = await buildFunctions();
  return withBuildLock(async () => {
    const fingerprint = `${build.fingerprint} ${fingerprintOf(SOURCES)}`;
    if (readMark(MARK) === fingerprint && existsSync(join(CDK_OUT, 'manifest.json'))) {
      return { build, synthesized: false };
    }
    tell('Synthesizing the templates; the next start has them already.');
    // Loaded only now: aws-cdk-lib costs more than half a second, which an unchanged start should not pay.
    const [{ buildApp }, { AssetStaging }] = await Promise.all([import('../lib/app.ts'), import('aws-cdk-lib')]);
    // It remembers, for the life of the process, assets that it staged into an assembly that is gone by now.
    AssetStaging.clearAssetHashCache();
    const fresh = `${CDK_OUT}.${process.pid}`;
    rmSync(fresh, { recursive: true, force: true });
    const app = await buildApp({ outdir: fresh, context: await cdkContext() });
    app.synth();
    rmSync(CDK_OUT, { recursive: true, force: true });
    renameSync(fresh, CDK_OUT);
    writeMark(MARK, fingerprint);
    return { build, synthesized: true };
  });
}

/** The same context that the CDK command line would give. */
async function cdkContext(): Promise<Record<string, unknown>> {
  const { readFile } = await import('node:fs/promises');
  const z = await import('zod');
  const schema = z.object({ context: z.record(z.string(), z.unknown()) });
  return schema.parse(JSON.parse(await readFile(join(PROJECT_ROOT, 'cdk.json'), 'utf8'))).context;
}
