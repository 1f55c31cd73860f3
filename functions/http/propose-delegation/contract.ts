import * as z from 'zod';
import { changeViewSchema, delegationContentSchema } from '../../administration/change-records.ts';

export const params = z.object({});
export const query = z.object({});
export const body = delegationContentSchema;
export type ProposeDelegationBody = z.infer<typeof body>;
export const status = 202;
export const output = changeViewSchema;
