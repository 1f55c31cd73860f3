import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ revisionId: revisionIdSchema });
export type SealRemovalsInput = z.infer<typeof input>;

export const output = z.object({ outcome: z.enum(['recording', 'refused', 'ended']) });
export type SealRemovalsOutput = z.infer<typeof output>;
