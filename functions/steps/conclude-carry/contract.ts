import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ batchId: batchIdSchema });
export type ConcludeCarryInput = z.infer<typeof input>;

export const output = z.object({ status: batchStatusSchema, followUp: batchIdSchema.optional() });
export type ConcludeCarryOutput = z.infer<typeof output>;
