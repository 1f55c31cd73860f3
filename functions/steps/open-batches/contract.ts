import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { periodSchema } from '../../../domain/period/period.ts';

/** Without wadah, period or source every slot is looked at: that is the daily run. */
export const input = z.object({
  wadahId: z.string().optional(),
  period: periodSchema.optional(),
  sourceId: z.string().optional(),
  /** Finance opens a named batch before its opening date. */
  force: z.boolean().optional(),
});
export type OpenBatchesInput = z.infer<typeof input>;

export const output = z.object({
  batches: z.array(
    z.object({ batchId: batchIdSchema, number: z.number().int().min(1), members: z.number().int().min(1) }),
  ),
  /** Committed revisions whose opening date has not come. */
  waiting: z.number().int().min(0),
});
export type OpenBatchesOutput = z.infer<typeof output>;
