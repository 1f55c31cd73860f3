import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ revisionId: revisionIdSchema, level: z.number().int().min(1) });
export type ReviewLevelInput = z.infer<typeof input>;

/** `waitSeconds`: until the level's next reminder, escalation or end. */
export const output = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('open'),
    level: z.number().int().min(1),
    waitSeconds: z.number().int().min(1).max(99_999_999),
  }),
  z.object({ outcome: z.literal('decided') }),
  z.object({ outcome: z.literal('ended') }),
]);
export type ReviewLevelOutput = z.infer<typeof output>;
