import * as z from 'zod';
import { changeViewSchema, SENT_AS_STORED } from '../../administration/change-records.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({});
export const query = z.object({});
/** Whole persons, offices, policies, calendars and allocations; figures by their id. A PIN is hashed at once: nobody reads it again. */
export const body = z.discriminatedUnion('kind', [
  ...SENT_AS_STORED,
  z.object({
    kind: z.literal('pin'),
    content: z.object({ personId: personIdSchema, pin: z.string().regex(/^\d{6,12}$/, 'must be 6 to 12 digits') }),
  }),
]);
export type ProposeChangeBody = z.infer<typeof body>;

export const status = 202;
export const output = changeViewSchema;
