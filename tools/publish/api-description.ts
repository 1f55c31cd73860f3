import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/function-folders.ts';
import { fingerprintOf, readMark, withBuildLock, writeMark } from '../fingerprint.ts';

const FOLDER = join(PROJECT_ROOT, 'dist', 'site');
const FILE = join(FOLDER, 'api', 'openapi.json');
const MARK = join(PROJECT_ROOT, 'dist', 'site.fingerprint');
const SOURCES = ['functions/**/*.ts', 'domain/**/*.ts', 'lib/*.ts', 'tools/publish/*.ts', 'package-lock.json'];

/**
 * Writes the description of the API where /api/openapi.json is published from; does nothing when no source changed.
 * @returns the folder to publish
 */
export function buildApiDescription(): Promise<string> {
  return withBuildLock(async () => {
    const fingerprint = fingerprintOf(SOURCES);
    if (readMark(MARK) === fingerprint && existsSync(FILE)) return FOLDER;
    // Loaded only now: it imports the contract of every call.
    const { describeApi } = await import('../../lib/api-description.ts');
    const text = JSON.stringify(await describeApi());
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, text);
    writeMark(MARK, fingerprint);
    return FOLDER;
  });
}
