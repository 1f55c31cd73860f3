import http from 'node:http';
import type { Plugin } from 'esbuild';

/**
 * Node.js's own `node:http` as a module that reads it with `process.getBuiltinModule`. Importing `node:http` into an
 * ES module makes Node.js copy every export, and one of them, WebSocket, loads undici: 41 ms of processor time against
 * 4, at the cold start of every function that has an SDK client, for a class that none of them uses.
 */
export const httpWithoutUndici: Plugin = {
  name: 'http-without-undici',
  setup(build) {
    build.onResolve({ filter: /^(node:)?http$/ }, () => ({ path: 'node:http', namespace: 'builtin' }));
    build.onLoad({ filter: /^node:http$/, namespace: 'builtin' }, () => ({
      contents: `const http = process.getBuiltinModule('node:http');
        export default http;
        export const { ${plainExports().join(', ')} } = http;`,
    }));
  },
};

/** What can be read without running a getter: the exports that load undici are getters. */
function plainExports(): string[] {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(http));
  return properties.filter(([, property]) => property.get === undefined).map(([name]) => name);
}
