import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin, Rolldown } from 'vite';

const inWeb = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where `vite dev` finds the API and the sign-in's address: the portal's origin of a running `npm start`. */
const origin = process.env['PORTAL_ORIGIN'] ?? 'http://127.0.0.1:3000';

/** Libraries hold on to modules that the portal never uses: `code` is loaded in the place of such a one. */
const inPlaceOf = (id: RegExp, code: string | ((replaced: string) => string)): Plugin => ({
  name: `in-place-of-${id.source}`,
  transform: { filter: { id }, handler: (replaced) => (typeof code === 'string' ? code : code(replaced)) },
});

/** zod's schemas can describe themselves as JSON Schema: 4 KB, which now only say that they are not there. */
const withoutJsonSchema = (): Plugin =>
  inPlaceOf(/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/, (replaced) => {
    const names = [...replaced.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name = '']) => name);
    const refusals = names.map((name) => `export const ${name} = absent;`);
    return ["const absent = () => () => { throw new Error('no JSON Schema here'); };", ...refusals].join('\n');
  });

const WITHOUT: readonly Plugin[] = [
  withoutJsonSchema(),
  // Nobody reads zod's own sentences: the portal says in its own words which field is wrong.
  inPlaceOf(/zod\/v4\/locales\/en\.js$/, 'export default () => ({ localeError: () => undefined });'),
  // Nor has it to watch for circles: what is parsed has been JSON.
  inPlaceOf(
    /zod\/v4\/core\/memoizer\.js$/,
    `export const memoizer = () => undefined, isRecursiveSchema = () => false, isBackEdge = () => false;
    export class $ZodCyclicError extends Error {}`,
  ),
  // Its links could fetch ahead what a server of its own would name; here nobody does.
  inPlaceOf(
    /react-router\/.*\/lib\/dom\/ssr\/components\.js$/,
    `import { createContext } from 'react';
    export const FrameworkContext = createContext(undefined);
    export const usePrefetchBehavior = () => [false, undefined, {}], mergeRefs = (ref) => ref;
    export const PrefetchPageLinks = () => null;`,
  ),
];

/**
 * What a page names beside its first script, so that it comes at the same time. The page that is about to be left for the
 * sign-in names no more than is here by then, because what is under way when a page is left is thrown away; the page that
 * the sign-in returns to is the same, and names the rest too.
 */
function withNamedParts(): Plugin {
  const handler = function (this: Rolldown.PluginContext, _options: unknown, bundle: Rolldown.OutputBundle): void {
    const link = (name: string): string => {
      const part = Object.values(bundle).find((one) => one.type === 'chunk' && one.name === name);
      if (part === undefined) throw new Error(`no part is called ${name}`);
      return `<link rel="modulepreload" crossorigin href="/${part.fileName}">`;
    };
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('there is no index.html');
    const naming = (names: readonly string[]): string =>
      String(page.source).replace('</head>', `  ${names.map(link).join('\n    ')}\n  </head>`);
    this.emitFile({ type: 'asset', fileName: 'masuk/kembali.html', source: naming(['library', 'frame', 'drawing']) });
    page.source = naming(['library', 'frame']);
  };
  return { name: 'with-named-parts', apply: 'build', enforce: 'post', generateBundle: { order: 'post', handler } };
}

/** All modules that these load at once. */
function loadedBy(modules: readonly string[], graph: Rolldown.ChunkingContext): Set<string> {
  const loaded = new Set(modules.map(inWeb));
  for (const id of loaded) for (const one of graph.getModuleInfo(id)?.importedIds ?? []) loaded.add(one);
  return loaded;
}

/**
 * What every page needs, with the list of requests, where most people begin; without what the first script has brought.
 * React's drawing stands by itself: it is the one part that cannot be here before the page is left.
 */
function frameOf(id: string, graph: Rolldown.ChunkingContext): string | null {
  const isDrawn = loadedBy(['src/main.tsx', 'src/pages/officer/request-list.tsx'], graph).has(id);
  if (!isDrawn || loadedBy(['src/enter.ts'], graph).has(id)) return null;
  return /node_modules\/(react-dom|scheduler)\//.test(id) ? 'drawing' : 'frame';
}

/**
 * Many small parts compress badly, and each has headers to carry: what is needed together comes together. Before the frame
 * comes what can be here when the page is left for the sign-in; after it what many other pages share.
 */
const PARTS = [
  { name: 'oidc', test: /node_modules\/(oidc-client-ts|jwt-decode)\//, priority: 3 },
  { name: 'library', test: /node_modules\/(zod|i18next|@tanstack)\//, priority: 2 },
  { name: frameOf, priority: 1, includeDependenciesRecursively: false },
  { name: 'parts', minShareCount: 18, test: /./ },
];

export default defineConfig({
  root: inWeb('.'),
  resolve: {
    // Streams of Node.js, which browsers do not have, come with the reader's own build for browsers.
    alias: [{ find: /^csv-parse$/, replacement: inWeb('src/roster-check/csv-parse.ts') }],
  },
  plugins: [...WITHOUT, withNamedParts()],
  worker: { format: 'es', plugins: () => [withoutJsonSchema()] },
  // Files that the Content-Security-Policy lets in: nothing inline, no data addresses for scripts.
  build: {
    outDir: inWeb('dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    manifest: true,
    assetsInlineLimit: 0,
    // The bench watches the weight, compressed, against what was promised.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: [inWeb('index.html'), inWeb('masuk/diam.html')],
      treeshake: {
        // Of components that nobody uses, the web components behind them are not loaded either.
        moduleSideEffects: [{ test: /designsystemet-react\//, sideEffects: false }],
      },
      // Of such an index, and of one of a thousand icons, only what is used is read.
      experimental: { lazyBarrel: true },
      output: { codeSplitting: { groups: PARTS } },
      // Libraries say "use client" to servers, of which there is none here.
      checks: { moduleLevelDirective: false },
    },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': origin, '/portal-config.json': origin } },
});
