import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ batchId: batchIdSchema });
export type ReviewBatchInput = z.infer<typeof input>;

/** `waitSeconds`: until the next reminder. `apply`: an answer file is stored. `carry`: open lines go to the follow-up batch.
 * `settle`: everything is paid. */
export const output = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('wait'), waitSeconds: z.number().int().min(1).max(99_999_999) }),
  z.object({ outcome: z.literal('apply'), sha256: z.string() }),
  z.object({ outcome: z.literal('carry') }),
  z.object({ outcome: z.literal('settle') }),
  z.object({ outcome: z.literal('ended') }),
]);
export type ReviewBatchOutput = z.infer<typeof output>;
