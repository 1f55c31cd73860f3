import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin, Rolldown } from 'vite';
import { unusedLeftOut, unusedLeftOutOfWorkers } from './vite.unused.ts';

const inWeb = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where `vite dev` finds the API and the sign-in's address: the portal's origin of a running `npm start`. */
const origin = process.env['PORTAL_ORIGIN'] ?? 'http://127.0.0.1:3000';

/** What can be here by the time the page is left for the sign-in. */
const MEANWHILE = ['rolldown-runtime', 'library', 'frame'];

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
    this.emitFile({ type: 'asset', fileName: 'masuk/kembali.html', source: naming([...MEANWHILE, 'drawing']) });
    page.source = naming(MEANWHILE);
  };
  return { name: 'with-named-parts', apply: 'build', enforce: 'post', generateBundle: { order: 'post', handler } };
}

/** All modules that these load at once. */
function loadedBy(modules: readonly string[], graph: Rolldown.ChunkingContext): Set<string> {
  const loaded = new Set(modules.map(inWeb));
  for (const id of loaded) for (const one of graph.getModuleInfo(id)?.importedIds ?? []) loaded.add(one);
  return loaded;
}

/** What every page needs, with the list of requests, where most people begin; without what the first script has brought. */
function frameOf(id: string, graph: Rolldown.ChunkingContext): string | null {
  const isShown = loadedBy(['src/main.tsx', 'src/pages/officer/request-list.tsx'], graph).has(id);
  return isShown && !loadedBy(['src/enter.ts'], graph).has(id) ? 'frame' : null;
}

/**
 * Many small parts compress badly, and each has headers to carry: what is needed together comes together. Before the frame
 * comes what can be here when the page is left for the sign-in; after it what many other pages share.
 */
const PARTS = [
  { name: 'oidc', test: /node_modules\/(oidc-client-ts|jwt-decode)\//, priority: 3 },
  { name: 'library', test: /node_modules\/(react|scheduler|zod|i18next|@tanstack)\//, priority: 2 },
  { name: frameOf, priority: 1, includeDependenciesRecursively: false },
  // By itself, because it is the one part that cannot be here before the page is left.
  {
    name: 'drawing',
    test: /src\/drawing\.ts|node_modules\/react-dom\//,
    priority: 1,
    includeDependenciesRecursively: false,
  },
  { name: 'parts', minShareCount: 18, test: /./ },
];

export default defineConfig({
  root: inWeb('.'),
  resolve: {
    // Streams of Node.js, which browsers do not have, come with the reader's own build for browsers.
    alias: [{ find: /^csv-parse$/, replacement: inWeb('src/roster-check/csv-parse.ts') }],
  },
  plugins: [...unusedLeftOut(), withNamedParts()],
  worker: { format: 'es', plugins: unusedLeftOutOfWorkers },
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
