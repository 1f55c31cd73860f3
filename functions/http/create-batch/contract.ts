import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { periodLengthSchema, monthSchema } from '../../../domain/period/period.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({
  wadahId: z.string().min(1).max(40),
  firstMonth: monthSchema,
  months: periodLengthSchema,
  sourceId: z.string().min(1).max(40),
});
export type CreateBatchBody = z.infer<typeof body>;

export const status = 202;
/** The batch that was closed for further members and started; `number` is the fiscal year's. */
export const output = z.object({ batchId: batchIdSchema, number: z.number().int(), members: z.number().int() });
export type CreateBatchOutput = z.infer<typeof output>;
