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
export type CarryLinesInput = z.infer<typeof input>;

/** `rejected`: lines that had been carried once already. */
export const output = z.object({ carried: z.number().int().min(0), rejected: z.number().int().min(0) });
export type CarryLinesOutput = z.infer<typeof output>;
