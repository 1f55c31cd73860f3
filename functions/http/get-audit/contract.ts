import * as z from 'zod';
import { auditEventSchema } from '../../../domain/audit/chain.ts';

export const params = z.object({
  kind: z.enum(['revision', 'batch', 'allocation', 'person', 'policy', 'config', 'change']),
  id: z.string().min(1).max(100),
});
export const query = z.object({});
export const body = z.object({});

/** A whole chain, oldest first. `brokenAt`: number of the first event that does not follow from the one before. */
export const output = z.object({
  kind: params.shape.kind,
  id: z.string(),
  isIntact: z.boolean(),
  brokenAt: z.number().int().optional(),
  events: z.array(auditEventSchema),
});
export type GetAuditOutput = z.infer<typeof output>;
