import * as z from 'zod';
import { changeStatusSchema, changeViewSchema } from '../../administration/change-records.ts';
import { namesSchema } from '../../administration/names.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({});
export const query = z.object({ cursor: z.string().max(1000).optional(), status: changeStatusSchema.optional() });
export const body = z.object({});
/** Newest first; `cursor` is there when more may follow. `mayConfirm`: who may confirm or reject, of a pending one. */
export const output = z.object({
  changes: z.array(changeViewSchema.extend({ mayConfirm: z.array(personIdSchema) })),
  names: namesSchema,
  cursor: z.string().optional(),
});
export type ListChangesQuery = z.infer<typeof query>;
export type ListChangesOutput = z.infer<typeof output>;
