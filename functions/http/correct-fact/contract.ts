import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { correctionSchema } from '../../../domain/payment/corrections.ts';
import { freeText } from '../free-text.ts';
import { paperField } from '../paper-field.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
/** What is left out stays; a paper alone may follow a fact as well. Amounts are not corrected here: a bill is voided and a payment reversed by what happened. */
export const body = correctionSchema.and(z.object({ reason: freeText({ min: 3, max: 500 }), paper: paperField }));
export type CorrectFactBody = z.infer<typeof body>;
export const output = z.object({ batchId: batchIdSchema, corrections: z.number().int() });
