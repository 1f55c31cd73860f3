import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

/** `enteredTime`, `retryCount`: of the waiting state, from its context object; a later token replaces an older one. */
export const input = z.object({
  batchId: batchIdSchema,
  taskToken: z.string().min(1),
  enteredTime: z.string(),
  retryCount: z.number().int().min(0),
});
export type AwaitFinanceInput = z.infer<typeof input>;

/** The machine waits for the token, not for this. */
export const output = z.object({ outcome: z.enum(['stored', 'pending', 'older', 'closed']) });
export type AwaitFinanceOutput = z.infer<typeof output>;
