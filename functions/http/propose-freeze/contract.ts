import * as z from 'zod';
import { changeViewSchema, freezeContentSchema } from '../../administration/change-records.ts';

export const params = z.object({});
export const query = z.object({});
export const body = freezeContentSchema;
export type ProposeFreezeBody = z.infer<typeof body>;
export const status = 202;
export const output = changeViewSchema;
