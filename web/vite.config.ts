import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const inWeb = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where `vite dev` finds the API and the sign-in's address: the portal's origin of a running `npm start`. */
const origin = process.env['PORTAL_ORIGIN'] ?? 'http://127.0.0.1:3000';

/**
 * zod's schemas can describe themselves as JSON Schema and hold on to the code for it. The portal never asks, so what is
 * loaded only says so: some 4 KB less on every first visit.
 */
function withoutJsonSchema(): Plugin {
  const filter = { id: /zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/ };
  const handler = (code: string): string => {
    const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name = '']) => name);
    const refusals = names.map((name) => `export const ${name} = absent;`);
    return ["const absent = () => () => { throw new Error('no JSON Schema here'); };", ...refusals].join('\n');
  };
  return { name: 'without-json-schema', transform: { filter, handler } };
}

/** Nobody reads zod's own sentences: the portal says in its own words which field is wrong. */
function withoutZodSentences(): Plugin {
  const handler = (): string => 'export default () => ({ localeError: () => undefined });';
  return { name: 'without-zod-sentences', transform: { filter: { id: /zod\/v4\/locales\/en\.js$/ }, handler } };
}

export default defineConfig({
  root: inWeb('.'),
  resolve: {
    // Streams of Node.js, which browsers do not have, come with the reader's own build for browsers.
    alias: [{ find: /^csv-parse$/, replacement: inWeb('src/roster-check/csv-parse.ts') }],
  },
  plugins: [withoutJsonSchema(), withoutZodSentences()],
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
      // What many pages share comes as one part: many small ones compress badly.
      output: { codeSplitting: { groups: [{ name: 'parts', minShareCount: 18, test: /./ }] } },
      // Libraries say "use client" to servers, of which there is none here.
      checks: { moduleLevelDirective: false },
    },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': origin, '/portal-config.json': origin } },
});
