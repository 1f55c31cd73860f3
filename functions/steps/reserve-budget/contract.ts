import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ revisionId: revisionIdSchema });
export type ReserveBudgetInput = z.infer<typeof input>;

export const output = z.object({ outcome: z.enum(['reserved', 'refused', 'ended']) });
export type ReserveBudgetOutput = z.infer<typeof output>;
