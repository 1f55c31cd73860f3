import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

/** Ends the name of a file's compressed form, which lies beside it. */
export const COMPRESSED = '.br';

/**
 * Writes the compressed form of every script and style beside it. Done once with all effort: an edge that compresses on
 * the way out takes less trouble, and on a slow line every tenth counts.
 */
export async function compressAssets(folder: string): Promise<void> {
  for (const file of globSync('*.{js,css}', { cwd: folder })) {
    const path = join(folder, file);
    await writeFile(`${path}${COMPRESSED}`, await promisify(brotliCompress)(await readFile(path)));
  }
}
