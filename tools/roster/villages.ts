import { readFile } from 'node:fs/promises';
import { parseRegionRows } from '../../domain/region/region.ts';

/** Dotted codes of every village of a regency. @throws Error when there is no list for it. */
export async function villagesOf(regency: string): Promise<string[]> {
  const file = new URL(`../../config/region/villages-${regency.replace('.', '')}.csv`, import.meta.url);
  const csv = await readFile(file, 'utf8').catch(() => undefined);
  if (csv === undefined)
    throw new Error(`No village list for regency ${regency} (config/region/villages-${regency.replace('.', '')}.csv)`);
  return parseRegionRows(csv).map(({ code }) => code);
}
