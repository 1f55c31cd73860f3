import * as z from 'zod';
import { batchIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({
  batchId: batchIdSchema,
  item: z.object({
    revisionId: revisionIdSchema,
    chunk: z.number().int().min(1),
    batchId: batchIdSchema.optional(),
  }),
});
export type ApplyExclusionsInput = z.infer<typeof input>;

export const output = z.object({ removed: z.number().int().min(0) });
export type ApplyExclusionsOutput = z.infer<typeof output>;
