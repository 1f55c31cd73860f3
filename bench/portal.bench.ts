import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { buildPortal, PORTAL_DIST } from '../tools/build-portal.ts';
import { COMPRESSED } from '../tools/compress-assets.ts';
import { informed, promised } from './measure.ts';
import type { Measure } from './measure.ts';

const KILOBYTE = 1000;

const entrySchema = z.object({
  file: z.string(),
  name: z.string().optional(),
  isEntry: z.boolean().optional(),
  src: z.string().optional(),
  imports: z.array(z.string()).default([]),
  dynamicImports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
});
const manifestSchema = z.record(z.string(), entrySchema);
type Manifest = z.infer<typeof manifestSchema>;

/** What a browser loads for the portal's first page and for each later one, compressed as it is published. */
export async function benchPortal(): Promise<Measure[]> {
  await buildPortal();
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(PORTAL_DIST, '.vite', 'manifest.json'), 'utf8')));
  const entry = manifest['index.html'];
  if (entry === undefined) throw new Error('the portal has no index.html');
  const first = loadedWith('index.html', manifest);
  const shared = ['frame', 'drawing'].map((name) => partCalled(name, manifest));
  const frame = new Set([...first, ...shared.flatMap((part) => [...loadedWith(part, manifest)])]);
  const pages = entry.dynamicImports
    .filter((part) => !shared.includes(part))
    .map((page) => {
      const added = [...loadedWith(page, manifest)].filter((file) => !frame.has(file));
      return {
        page: page.replace(/^src\/pages\//, ''),
        scripts: kilobytes(added, '.js'),
        styles: kilobytes(added, '.css'),
      };
    });
  const largest = (pick: (one: (typeof pages)[number]) => number): number => Math.max(0, ...pages.map(pick));
  return [
    informed('what leaves for the sign-in', `${kilobytes([...first], '.js').toFixed(1)} KB`),
    informed('the frame around every page', `${kilobytes([...frame], '.js').toFixed(1)} KB`),
    ...pages.map(({ page, scripts }) => informed(page, `${scripts.toFixed(1)} KB more`)),
    promised(
      'first load with the heaviest page, KB of JavaScript',
      kilobytes([...frame], '.js') + largest((one) => one.scripts),
      { atMost: 180 },
    ),
    promised(
      'first load with the heaviest page, KB of CSS',
      kilobytes([...frame], '.css') + largest((one) => one.styles),
      { atMost: 50 },
    ),
  ];
}

function partCalled(name: string, manifest: Manifest): string {
  const part = Object.keys(manifest).find((key) => manifest[key]?.name === name);
  if (part === undefined) throw new Error(`the portal has no part called ${name}`);
  return part;
}

/** The files of a chunk and of all it imports at once. */
function loadedWith(name: string, manifest: Manifest): Set<string> {
  const names = new Set([name]);
  const files = new Set<string>();
  for (const one of names) {
    const chunk = manifest[one];
    if (chunk === undefined) continue;
    for (const file of [chunk.file, ...chunk.css]) files.add(file);
    for (const imported of chunk.imports) names.add(imported);
  }
  return files;
}

function kilobytes(files: readonly string[], extension: string): number {
  return files
    .filter((file) => file.endsWith(extension))
    .map((file) => statSync(join(PORTAL_DIST, `${file}${COMPRESSED}`)).size / KILOBYTE)
    .reduce((sum, one) => sum + one, 0);
}
