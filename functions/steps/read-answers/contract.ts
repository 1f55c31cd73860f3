import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ batchId: batchIdSchema, sha256: z.string().length(64) });
export type ReadAnswersInput = z.infer<typeof input>;

/** `partsKey`: object in the work bucket, an array of {part, key, sha256, …}; empty when the file was refused whole. */
export const output = z.object({
  outcome: z.enum(['read', 'refused']),
  sha256: z.string(),
  partsKey: z.string(),
  parts: z.number().int().min(0),
});
export type ReadAnswersOutput = z.infer<typeof output>;
