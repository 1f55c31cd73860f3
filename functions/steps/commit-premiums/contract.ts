import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ revisionId: revisionIdSchema });
export type CommitPremiumsInput = z.infer<typeof input>;

export const output = z.object({ outcome: z.enum(['committed', 'ended']) });
export type CommitPremiumsOutput = z.infer<typeof output>;
