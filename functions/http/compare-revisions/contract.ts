import * as z from 'zod';
import { requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({ requestId: requestIdSchema });
export const query = z.object({});
export const body = z.object({});

const count = z.number().int();
const fileChange = z.object({
  name: z.enum(['roster', 'sk', 'pks']),
  change: z.enum(['added', 'removed', 'replaced']),
});

/**
 * What the last revision changed against the one before it; only that. Good rows are compared worker by worker, NIKs are
 * masked; `rows.list` ends after a few hundred, the counts do not. Without an earlier revision nothing is compared.
 */
export const output = z.object({
  revisionId: revisionIdSchema,
  previous: z.object({ revisionId: revisionIdSchema, number: count }).optional(),
  header: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  files: z.array(fileChange),
  rows: z
    .object({
      added: count,
      removed: count,
      changed: count,
      same: count,
      badBefore: count,
      badNow: count,
      list: z.array(
        z.object({
          kind: z.enum(['added', 'removed', 'changed']),
          nik: z.string(),
          name: z.string(),
          row: count,
          fields: z.array(z.string()),
        }),
      ),
    })
    .optional(),
});
export type CompareRevisionsOutput = z.infer<typeof output>;
