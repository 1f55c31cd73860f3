import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ revisionId: revisionIdSchema });
export type OpenLevelStepInput = z.infer<typeof input>;

/** `waitSeconds`: until the level's first reminder, escalation or end. `approved`: every level of the policy is done. */
export const output = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('open'),
    level: z.number().int().min(1),
    waitSeconds: z.number().int().min(1).max(99_999_999),
  }),
  z.object({ outcome: z.literal('approved') }),
  z.object({ outcome: z.literal('ended') }),
]);
export type OpenLevelStepOutput = z.infer<typeof output>;
