import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { factSchema } from '../../../domain/payment/facts.ts';
import { paperField } from '../paper-field.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
export const body = factSchema.and(z.object({ paper: paperField }));
export type EnterFactBody = z.infer<typeof body>;

export const output = z.object({ batchId: batchIdSchema, status: batchStatusSchema });
export type EnterFactOutput = z.infer<typeof output>;
