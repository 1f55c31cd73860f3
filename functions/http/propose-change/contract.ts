import * as z from 'zod';
import {
  allocationContentSchema,
  changeViewSchema,
  delegationContentSchema,
  figureContentSchema,
  freezeContentSchema,
} from '../../administration/change-records.ts';
import { calendarSchema } from '../../../domain/calendar/calendar.ts';
import { policySchema } from '../../../domain/approval/policy.ts';
import { personSchema } from '../../../domain/configuration/people.ts';
import { officeSchema } from '../../../domain/configuration/regency.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({});
export const query = z.object({});
/** Whole persons, offices, policies, calendars and allocations; figures by their id. A PIN is hashed at once: nobody reads it again. */
export const body = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), content: personSchema }),
  z.object({ kind: z.literal('office'), content: officeSchema }),
  z.object({ kind: z.literal('policy'), content: policySchema }),
  z.object({ kind: z.literal('calendar'), content: calendarSchema }),
  z.object({ kind: z.literal('allocation'), content: allocationContentSchema }),
  z.object({ kind: z.literal('figure'), content: figureContentSchema }),
  z.object({ kind: z.literal('delegation'), content: delegationContentSchema }),
  z.object({ kind: z.literal('freeze'), content: freezeContentSchema }),
  z.object({
    kind: z.literal('pin'),
    content: z.object({ personId: personIdSchema, pin: z.string().regex(/^\d{6,12}$/, 'must be 6 to 12 digits') }),
  }),
]);
export type ProposeChangeBody = z.infer<typeof body>;

export const status = 202;
export const output = changeViewSchema;
