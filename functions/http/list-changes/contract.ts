import * as z from 'zod';
import { changeViewSchema } from '../../administration/change-records.ts';

export const params = z.object({});
export const query = z.object({ cursor: z.string().max(1000).optional() });
export const body = z.object({});
/** Newest first. */
export const output = z.object({ changes: z.array(changeViewSchema), cursor: z.string().optional() });
export type ListChangesOutput = z.infer<typeof output>;
