import * as z from 'zod';
import { monthSchema } from '../../../domain/period/period.ts';
import { revisionStatusSchema } from '../../../domain/request/lifecycle.ts';

export const params = z.object({});
/** `month`: a coverage month among those of the request. An officer's office is the own one, whatever is asked for. */
export const query = z.object({
  /** Only those that wait for an administrator, because repair has used up its attempts. */
  stuck: z.literal('true').optional(),
  cursor: z.string().max(500).optional(),
  status: revisionStatusSchema.optional(),
  month: monthSchema.optional(),
  officeId: z.string().max(60).optional(),
});
export type ListRequestsQuery = z.infer<typeof query>;
export const body = z.object({});

/** Of a committed request: waits for its batch, is in one, or the money has left for all that BPJS TK accepted. */
export const paymentStageSchema = z.enum(['waiting', 'in-batch', 'paid']);
export type PaymentStage = z.infer<typeof paymentStageSchema>;

export const requestListEntrySchema = z.object({
  requestId: z.string(),
  revisionId: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: revisionStatusSchema,
  officeId: z.string(),
  wadahId: z.string(),
  sourceId: z.string(),
  firstMonth: z.string(),
  months: z.number().int(),
  submittedAt: z.string(),
  workers: z.number().int().optional(),
  total: z.number().int().optional(),
  batchId: z.string().optional(),
  paymentStage: paymentStageSchema.optional(),
});

/** Newest first; `cursor` is there when more may follow, though a page that was filtered may be empty. */
export const output = z.object({ requests: z.array(requestListEntrySchema), cursor: z.string().optional() });
export type ListRequestsOutput = z.infer<typeof output>;
export type RequestListEntry = z.infer<typeof requestListEntrySchema>;
