import type * as z from 'zod';
import { UnsupportedTemplateError } from '../../errors.ts';
import type { ResolvedResource } from '../../template/resolve.ts';

export function refusal(resource: ResolvedResource, why: string): UnsupportedTemplateError {
  return new UnsupportedTemplateError([`${resource.stack}/${resource.logicalId} (${resource.type}): ${why}`]);
}

/** Properties that hold whole trees: what the schema does not know, it refuses by its place. */
export function parseProperties<T>(resource: ResolvedResource, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [''];
    return keys.map((key) => [...issue.path.map(String), key].filter((part) => part !== '').join('.'));
  });
  throw refusal(resource, `not supported: ${findings.join(', ')}`);
}
