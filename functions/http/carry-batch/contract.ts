import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { freeText } from '../free-text.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
export const body = z.object({ reason: freeText({ min: 3, max: 500 }) });
export const status = 202;
/** `lines`: how many open lines go to the follow-up batch, or are rejected when they had been carried before. */
export const output = z.object({ batchId: batchIdSchema, lines: z.number().int() });
