import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { textSchema } from '../../../domain/text-schema.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

const count = z.number().int();
const common = {
  wadahId: z.string(),
  sourceId: z.string(),
  firstMonth: z.string(),
  months: count,
  lines: count.optional(),
  /** Whole rupiah. */
  total: count.optional(),
};

/** `waiting`: committed requests of one slot that no batch holds yet; it opens by itself on `opensOn`. */
const paymentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('batch'),
    batchId: batchIdSchema,
    status: batchStatusSchema,
    turn: z.enum(['finance', 'administrator', 'system', 'nobody']),
    text: textSchema,
    ...common,
  }),
  z.object({ kind: z.literal('waiting'), requests: count, opensOn: z.string(), ...common }),
]);
export type Payment = z.infer<typeof paymentSchema>;

/** Everything that is still to be paid, by the local day on which it must be; `days` is negative when that day is past. */
export const output = z.object({
  today: z.string(),
  due: z.array(z.object({ date: z.string(), days: count, payments: z.array(paymentSchema) })),
});
export type ShowPaymentsOutput = z.infer<typeof output>;
