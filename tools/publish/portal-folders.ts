import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/function-folders.ts';

/** What the portal's bucket holds: the built portal. */
const FOLDERS = [join(PROJECT_ROOT, 'web', 'dist')];

/** Folders that exist; none before the portal has been built. */
export const portalFolders = (): string[] => FOLDERS.filter((folder) => existsSync(folder));
