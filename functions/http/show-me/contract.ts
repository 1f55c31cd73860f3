import * as z from 'zod';
import { roleSchema } from '../../../domain/configuration/role.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

/** Who is signed in, as the record says at this moment, and whose regency this is. */
export const output = z.object({
  personId: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  officeId: z.string().optional(),
  officeName: z.string().optional(),
  language: z.enum(['id', 'en']),
  regency: z.object({ name: z.string(), timeZone: z.string() }),
});
export type ShowMeOutput = z.infer<typeof output>;
