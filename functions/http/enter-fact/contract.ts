import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { factSchema } from '../../../domain/payment/facts.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
/** The scanned paper is optional and must be a PDF that the same person has uploaded. */
export const body = factSchema.and(z.object({ paper: z.object({ uploadKey: z.string().min(1).max(200) }).optional() }));
export type EnterFactBody = z.infer<typeof body>;

export const output = z.object({ batchId: batchIdSchema, status: batchStatusSchema });
export type EnterFactOutput = z.infer<typeof output>;
