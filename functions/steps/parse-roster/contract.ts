import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ revisionId: revisionIdSchema });
export type ParseRosterInput = z.infer<typeof input>;

/** `manifestKey`: key in the work bucket of the list of chunks that the next states map over; empty unless parsed. */
export const output = z.object({
  outcome: z.enum(['parsed', 'refused', 'ended']),
  chunks: z.number().int().min(0),
  manifestKey: z.string(),
});
export type ParseRosterOutput = z.infer<typeof output>;
