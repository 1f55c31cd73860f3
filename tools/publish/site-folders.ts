import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/function-folders.ts';
import { buildApiDescription } from './api-description.ts';

const PORTAL = join(PROJECT_ROOT, 'web', 'dist');

/** Builds what changed of what the portal's bucket holds. @returns the folders to publish */
export async function buildSite(): Promise<string[]> {
  const description = await buildApiDescription();
  return existsSync(PORTAL) ? [description, PORTAL] : [description];
}
