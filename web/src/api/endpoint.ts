import type * as z from 'zod';

/** The four schemas that a function's contract.ts exports. */
export interface Contract {
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  readonly output: z.ZodType;
}

/** One address of the API and what goes in and comes out there. */
export interface Endpoint<C extends Contract> {
  readonly method: 'GET' | 'POST';
  /** As in lib/routes.ts, with `{names}` in braces. */
  readonly path: `/api/${string}`;
  readonly contract: C;
}

type Part<Name extends string, Schema extends z.ZodType> =
  Record<never, never> extends z.input<Schema> ? { [K in Name]?: z.input<Schema> } : { [K in Name]: z.input<Schema> };

/** What a call takes: only those of params, query and body that the contract asks for must be given. */
export type CallInput<C extends Contract> = Part<'params', C['params']> &
  Part<'query', C['query']> &
  Part<'body', C['body']>;

export type CallOutput<C extends Contract> = z.output<C['output']>;

export const get = <C extends Contract>(path: Endpoint<C>['path'], contract: C): Endpoint<C> => ({
  method: 'GET',
  path,
  contract,
});

export const post = <C extends Contract>(path: Endpoint<C>['path'], contract: C): Endpoint<C> => ({
  method: 'POST',
  path,
  contract,
});

interface Parts {
  readonly params?: unknown;
  readonly query?: unknown;
}

/** Names and values of a part of the address, as text; what is undefined is left out. */
function entriesOf(part: unknown): [string, string][] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, `${value}`]] : [],
  );
}

/** The path with its names filled in and the query behind it. */
export function addressOf(path: string, { params, query }: Parts): string {
  let filled = path.replace(/^\/api/, '');
  for (const [name, value] of entriesOf(params)) filled = filled.replace(`{${name}}`, encodeURIComponent(value));
  const search = new URLSearchParams();
  for (const [name, value] of entriesOf(query)) search.set(name, value);
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}
