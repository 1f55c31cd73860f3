import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { freeText } from '../free-text.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
export const body = z.object({ reason: freeText({ min: 3, max: 500 }) });
/** `attempt`: number of the execution that now goes on where the last one stopped. */
export const output = z.object({ batchId: batchIdSchema, attempt: z.number().int() });
