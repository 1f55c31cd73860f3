import * as z from 'zod';
import { namesSchema } from '../../administration/names.ts';
import { policySchema } from '../../../domain/approval/policy.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});
/** `version`: the stored one; `policy.version` is its name. Requests keep the version that was in force when they were sent. */
export const output = z.object({ version: z.number().int(), policy: policySchema, names: namesSchema });
export type ShowPolicyOutput = z.infer<typeof output>;
