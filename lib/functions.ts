import { CALLS } from './functions/api.ts';
import type { FunctionEntry } from './functions/entry.ts';
import { STEPS } from './functions/steps.ts';

/**
 * Every function of the product: what it may touch, and its limits. Its environment is not written here: the schema in
 * its env.ts names the variables, and lib/constructs/step-lambda.ts gives each its value or stops the synthesis.
 */
export const FUNCTIONS = { ...STEPS, ...CALLS } as const satisfies Record<string, FunctionEntry>;

export type FunctionName = keyof typeof FUNCTIONS;

export const functionEntries: ReadonlyArray<readonly [FunctionName, FunctionEntry]> = Object.entries(FUNCTIONS).flatMap(
  ([name, entry]) => (isFunctionName(name) ? [[name, entry] as const] : []),
);

export function isFunctionName(name: string): name is FunctionName {
  return name in FUNCTIONS;
}
