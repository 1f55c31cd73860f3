import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ batchId: batchIdSchema });
export type SealBatchInput = z.infer<typeof input>;

export const output = z.object({
  status: batchStatusSchema,
  lines: z.number().int().min(0),
  total: z.number().int().min(0),
});
export type SealBatchOutput = z.infer<typeof output>;
