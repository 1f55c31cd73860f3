import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
export const body = z.object({ uploadKey: z.string().min(1).max(200), fileName: z.string().min(1).max(200) });
export type UploadAnswersBody = z.infer<typeof body>;

export const status = 202;
export const output = z.object({
  batchId: batchIdSchema,
  /** Names this file in `GET /api/batches/{batchId}/answers/{sha256}`. */
  sha256: z.string(),
  status: z.enum(['stored', 'applied', 'refused']),
});
export type UploadAnswersOutput = z.infer<typeof output>;
