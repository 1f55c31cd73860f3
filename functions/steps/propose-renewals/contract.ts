import * as z from 'zod';
import { monthSchema } from '../../../domain/period/period.ts';

/** `endingIn`: the last month of the cover that is to be renewed; without it the month that the run falls into. */
export const input = z.object({ endingIn: monthSchema.optional() });
export type ProposeRenewalsInput = z.infer<typeof input>;

/** `known` were proposed before, `over` have nobody left to renew. */
export const output = z.object({
  endingIn: monthSchema,
  proposed: z.number().int(),
  known: z.number().int(),
  over: z.number().int(),
});
export type ProposeRenewalsOutput = z.infer<typeof output>;
