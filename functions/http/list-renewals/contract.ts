import * as z from 'zod';
import { officeIdSchema } from '../../../domain/configuration/regency.ts';
import { renewalSchema } from '../../adapters/dynamodb/renewal-records.ts';

export const params = z.object({});
/** An officer sees the own office's; everybody else names the office. */
export const query = z.object({ officeId: officeIdSchema.optional(), cursor: z.string().max(500).optional() });
export const body = z.object({});

/** Newest first. */
export const output = z.object({ renewals: z.array(renewalSchema), cursor: z.string().optional() });
export type ListRenewalsOutput = z.infer<typeof output>;
