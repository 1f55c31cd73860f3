import type { Plugin } from 'vite';

/**
 * Libraries hold on to modules that the portal never uses: `code` is loaded in the place of such a one. A build that meets
 * no such module fails, because then an upgrade has moved it and brought its weight back.
 */
function inPlaceOf(id: RegExp, code: string | ((replaced: string) => string)): Plugin {
  let isMet = false;
  return {
    name: `in-place-of-${id.source}`,
    transform: {
      filter: { id },
      handler: (replaced) => {
        const placed = typeof code === 'string' ? code : code(replaced);
        isMet ||= placed !== replaced;
        return placed;
      },
    },
    generateBundle() {
      if (!isMet) this.error(`there is nothing to replace in ${id.source}`);
    },
  };
}

/** zod's schemas can describe themselves as JSON Schema: 4 KB, which now only say that they are not there. */
const withoutJsonSchema = (): Plugin =>
  inPlaceOf(/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/, (replaced) => {
    const names = [...replaced.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name = '']) => name);
    const refusals = names.map((name) => `export const ${name} = absent;`);
    return ["const absent = () => () => { throw new Error('no JSON Schema here'); };", ...refusals].join('\n');
  });

/**
 * Each string of zod's first way of writing carries every format there is, from mail addresses to network masks.
 * zod itself calls that way deprecated, nothing here writes so, and what nobody holds is not loaded.
 */
const withoutStringFormats = (): Plugin =>
  inPlaceOf(/zod\/v4\/classic\/schemas\.js$/, (replaced) =>
    replaced.replaceAll(
      /^ {4}\w+\(params\) \{\n +return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gm,
      '',
    ),
  );

/** What the libraries bring and the portal never uses, left out of its parts. */
export const unusedLeftOut = (): Plugin[] => [
  withoutJsonSchema(),
  withoutStringFormats(),
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

/** The same for the worker that checks rosters. */
export const unusedLeftOutOfWorkers = (): Plugin[] => [withoutJsonSchema(), withoutStringFormats()];
