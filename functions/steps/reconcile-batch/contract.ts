import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ batchId: batchIdSchema });
export type ReconcileBatchInput = z.infer<typeof input>;

export const output = z.object({ status: batchStatusSchema });
export type ReconcileBatchOutput = z.infer<typeof output>;
