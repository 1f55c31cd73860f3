import * as z from 'zod';
import { officeIdSchema } from '../../../domain/configuration/regency.ts';
import { requestIdSchema } from '../../../domain/identity/ids.ts';
import { revisionStatusSchema } from '../../../domain/request/lifecycle.ts';
import { renewalSchema } from '../../adapters/dynamodb/renewal-records.ts';

export const params = z.object({});
/** An officer sees the own office's; everybody else names the office. */
export const query = z.object({ officeId: officeIdSchema.optional(), cursor: z.string().max(500).optional() });
export const body = z.object({});

const listedRenewalSchema = renewalSchema.omit({ sentAs: true }).extend({
  /** Local day on which the batch of its period is opened by itself: by then it has to be approved. */
  opensOn: z.string(),
  /** The request that was sent for it, and where that one stands. */
  sent: z.object({ requestId: requestIdSchema, status: revisionStatusSchema }).optional(),
});
export type ListedRenewal = z.infer<typeof listedRenewalSchema>;

/** Newest first. */
export const output = z.object({ renewals: z.array(listedRenewalSchema), cursor: z.string().optional() });
export type ListRenewalsOutput = z.infer<typeof output>;
