import * as z from 'zod';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

/** Who is signed in, as the record says at this moment. */
export const output = z.object({
  personId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  officeId: z.string().optional(),
  language: z.enum(['id', 'en']),
});
export type ShowMeOutput = z.infer<typeof output>;
