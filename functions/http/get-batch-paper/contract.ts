import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

/** `sha256`: of the scanned paper, as a fact of the batch names it. */
export const params = z.object({ batchId: batchIdSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type GetBatchPaperParams = z.infer<typeof params>;
export const query = z.object({});
export const body = z.object({});

/** An address that ends soon. */
export const output = z.object({ url: z.string(), expiresAt: z.string() });
export type GetBatchPaperOutput = z.infer<typeof output>;
