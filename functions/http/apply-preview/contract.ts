import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({ batchId: batchIdSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export const query = z.object({});
/** `readingId`: of the preview that was looked at; any other reading of the file is not applied. */
export const body = z.object({ readingId: z.string().regex(/^[0-9a-f]{16}$/) });

export const status = 202;
/** `stored`: the machine applies it now; `GET …/answers/{sha256}` tells when it is `applied`. */
export const output = z.object({
  batchId: batchIdSchema,
  sha256: z.string(),
  status: z.enum(['stored', 'applied', 'refused']),
});
export type ApplyPreviewOutput = z.infer<typeof output>;
