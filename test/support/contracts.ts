import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { folderOf } from '../../lib/function-folders.ts';
import { FUNCTIONS } from '../../lib/functions.ts';
import type { FunctionName } from '../../lib/functions.ts';

export interface Contract {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

const moduleSchema = z.object({ input: z.instanceof(z.ZodType), output: z.instanceof(z.ZodType) });
const cache = new Map<FunctionName, Promise<Contract>>();

/** What a step takes and gives, from its own contract.ts. */
export function contractOf(name: FunctionName): Promise<Contract> {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const file = join(folderOf(name, FUNCTIONS[name]), 'contract.ts');
  const loading = import(pathToFileURL(file).href).then((loaded: unknown) => moduleSchema.parse(loaded));
  cache.set(name, loading);
  return loading;
}
