import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

/** `attempt`: of the execution; one that a later attempt has replaced ends. */
export const input = z.object({ batchId: batchIdSchema, attempt: z.number().int().min(1).optional() });
export type LoadBatchInput = z.infer<typeof input>;

export const output = z.object({
  status: batchStatusSchema,
  resumeAt: z.enum(['list', 'build', 'check', 'notify', 'review', 'settle', 'close', 'end']),
  /** Where the list of the batch's chunks lies in the work bucket, once `List chunks` has written it. */
  chunksKey: z.string(),
});
export type LoadBatchOutput = z.infer<typeof output>;
