import * as z from 'zod';
import { namesSchema } from '../../administration/names.ts';
import { delegationSchema } from '../../../domain/approval/delegation.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});
/** Those that have not ended, begun or not. What only is proposed stands in GET /api/changes. */
export const output = z.object({ delegations: z.array(delegationSchema), names: namesSchema });
export type ListDelegationsOutput = z.infer<typeof output>;
