import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ batchId: batchIdSchema, sha256: z.string().length(64) });
export type ConcludeAnswersInput = z.infer<typeof input>;

export const output = z.object({ status: batchStatusSchema, pending: z.number().int().min(0) });
export type ConcludeAnswersOutput = z.infer<typeof output>;
