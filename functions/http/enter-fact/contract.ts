import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { holdsNik } from '../../../domain/nik/holds-nik.ts';
import { factSchema } from '../../../domain/payment/facts.ts';
import { paperField } from '../paper-field.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
/** Why the bank took a payment back goes into mails and histories, where a NIK must not stand. */
const plainFactSchema = factSchema.refine((fact) => fact.kind !== 'reversed' || !holdsNik(fact.reason), {
  path: ['reason'],
  message: 'must not hold a NIK',
});
export const body = plainFactSchema.and(z.object({ paper: paperField }));
export type EnterFactBody = z.infer<typeof body>;

export const output = z.object({ batchId: batchIdSchema, status: batchStatusSchema });
export type EnterFactOutput = z.infer<typeof output>;
