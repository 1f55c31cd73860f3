import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../lib/function-folders.ts';
import { compressAssets } from './compress-assets.ts';
import { fingerprintOf, readMark, withBuildLock, writeMark } from './fingerprint.ts';

export const PORTAL_DIST = join(PROJECT_ROOT, 'web', 'dist');
const MARK = join(PROJECT_ROOT, 'dist', 'portal.fingerprint');
/** The portal parses the API's answers with the functions' contracts and shares the domain's rules. */
const SOURCES = [
  'web/*.{ts,html}',
  'web/{src,masuk}/**/*.*',
  'domain/**/*.ts',
  'functions/**/*.ts',
  'tools/compress-assets.ts',
  'package-lock.json',
];

export interface PortalBuild {
  readonly rebuilt: boolean;
  readonly fingerprint: string;
}

/** Builds the portal's files into web/dist, its parts compressed as well; does nothing when no source changed. */
export function buildPortal(): Promise<PortalBuild> {
  return withBuildLock(async () => {
    const fingerprint = fingerprintOf(SOURCES);
    if (readMark(MARK) === fingerprint && existsSync(join(PORTAL_DIST, 'index.html'))) {
      return { rebuilt: false, fingerprint };
    }
    await runVite();
    await compressAssets(join(PORTAL_DIST, 'assets'));
    writeMark(MARK, fingerprint);
    return { rebuilt: true, fingerprint };
  });
}

/** In a process of its own: a test's NODE_ENV would make React's slow and large half for developers come in. */
async function runVite(): Promise<void> {
  const program = join(PROJECT_ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const options = ['build', '--config', join(PROJECT_ROOT, 'web', 'vite.config.ts'), '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, [program, ...options], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
