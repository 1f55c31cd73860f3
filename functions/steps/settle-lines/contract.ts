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
export type SettleLinesInput = z.infer<typeof input>;

export const output = z.object({ paid: z.number().int().min(0) });
export type SettleLinesOutput = z.infer<typeof output>;
