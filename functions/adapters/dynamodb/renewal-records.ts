import * as z from 'zod';
import { personIdSchema, requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import { periodSchema } from '../../../domain/period/period.ts';
import { requestHeaderSchema } from './records.ts';

/** What is proposed to an office before cover ends; `header` is the new request's form, filled in. No personal data. */
export const renewalSchema = z.object({
  /** The committed revision whose workers it is about; a renewal is named by it. */
  revisionId: revisionIdSchema,
  requestId: requestIdSchema,
  officeId: z.string(),
  officerId: personIdSchema,
  /** The period that is ending. */
  ending: periodSchema,
  header: requestHeaderSchema,
  /** Workers whom nobody pays for after the period, when it was proposed. */
  workers: z.number().int(),
  /** Local day by which the first month must be paid. */
  dueDate: z.string(),
  proposedAt: z.string(),
  /** The request that was sent for it, the last one when there were several. */
  sentAs: requestIdSchema.optional(),
});
export type Renewal = z.infer<typeof renewalSchema>;
