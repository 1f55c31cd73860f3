import * as z from 'zod';
import { batchStatusSchema, lineStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const lineCountsSchema = z.partialRecord(lineStatusSchema, z.number().int());
export type LineCounts = z.infer<typeof lineCountsSchema>;

/** What has become of the premiums of a committed revision; all counts are workers. */
export const requestPaymentSchema = z.object({
  /** Where each premium stands; a carried one stands as it does in its follow-up batch. */
  lines: lineCountsSchema,
  /** Those that the lines are in, the revision's own first; none while it waits for one. Dates are local days. */
  batches: z.array(
    z.object({
      batchId: batchIdSchema,
      status: batchStatusSchema,
      dueDate: z.string(),
      paidOn: z.string().optional(),
      needsAdministrator: z.boolean(),
      lines: lineCountsSchema,
    }),
  ),
  /** Of the rejected ones, those for whom no other living request holds a month of this one. */
  toProposeAgain: z.number().int(),
});
export type RequestPayment = z.infer<typeof requestPaymentSchema>;
