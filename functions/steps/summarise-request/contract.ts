import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ revisionId: revisionIdSchema });
export type SummariseRequestInput = z.infer<typeof input>;

export const output = z.object({ outcome: z.enum(['eligible', 'refused', 'ended']) });
export type SummariseRequestOutput = z.infer<typeof output>;
