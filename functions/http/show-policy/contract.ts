import * as z from 'zod';
import { namesSchema } from '../../administration/names.ts';
import { policySchema } from '../../../domain/approval/policy.ts';

export const params = z.object({});
/** `version`: an earlier one, as requests that were sent under it keep it; the one in force when left out. */
export const query = z.object({ version: z.coerce.number().int().min(1).optional() });
export type ShowPolicyQuery = z.infer<typeof query>;
export const body = z.object({});
/**
 * `version`: the stored one; `policy.version` is its name. Requests keep the version that was in force when they were sent.
 * `inForce`: the latest; all from 1 to it are kept.
 */
export const output = z.object({
  version: z.number().int(),
  inForce: z.number().int(),
  policy: policySchema,
  names: namesSchema,
});
export type ShowPolicyOutput = z.infer<typeof output>;
