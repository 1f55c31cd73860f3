import * as z from 'zod';
import { freezeSchema } from '../../../domain/approval/freeze.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});
/** Those that have not ended, begun or not. What only is proposed stands in GET /api/changes. */
export const output = z.object({ freezes: z.array(freezeSchema) });
export type ListFreezesOutput = z.infer<typeof output>;
