import * as z from 'zod';
import { auditEventSchema, chainHeadSchema } from '../../../domain/audit/chain.ts';

/** `id` of a `config`: a document's name or `freezes`; of a `list`: `exclusions` or `members`. */
export const params = z.object({
  kind: z.enum(['revision', 'batch', 'allocation', 'person', 'policy', 'config', 'change', 'renewal', 'list']),
  id: z.string().min(1).max(100),
});
export type GetAuditParams = z.infer<typeof params>;
export const query = z.object({});
export const body = z.object({});

/**
 * A whole chain, oldest first. `brokenAt`: number of the first event that does not follow from the one before. `head`:
 * where the chain ended when its events were read, to verify the end elsewhere. `people`: names of those who acted.
 */
export const output = z.object({
  kind: params.shape.kind,
  id: z.string(),
  isIntact: z.boolean(),
  brokenAt: z.number().int().optional(),
  head: chainHeadSchema,
  events: z.array(auditEventSchema),
  people: z.record(z.string(), z.string()),
});
export type GetAuditOutput = z.infer<typeof output>;
