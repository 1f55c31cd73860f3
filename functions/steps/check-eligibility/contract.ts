import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { rosterChunkSchema } from '../../../domain/request/chunks.ts';

/** `chunk` is an entry of the manifest. */
export const input = z.object({ revisionId: revisionIdSchema, chunk: rosterChunkSchema });
export type CheckEligibilityInput = z.infer<typeof input>;

/** Workers by outcome; `warned` are among the eligible. */
export const output = z.object({
  chunk: z.number().int(),
  eligible: z.number().int(),
  warned: z.number().int(),
  refused: z.number().int(),
});
export type CheckEligibilityOutput = z.infer<typeof output>;
