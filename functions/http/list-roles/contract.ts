import * as z from 'zod';
import { roleSchema } from '../../../domain/configuration/role.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

/**
 * Who may do what, for those who examine it: no addresses. `hasAccount`: signs in with an account of its own; others come
 * by a link in a mail.
 */
export const output = z.object({
  people: z.array(
    z.object({
      personId: personIdSchema,
      name: z.string(),
      roles: z.array(roleSchema),
      office: z.object({ officeId: z.string(), name: z.string() }).optional(),
      hasAccount: z.boolean(),
      /** First day out of office: the roles are those held until then. */
      leftOn: z.string().optional(),
    }),
  ),
});
export type ListRolesOutput = z.infer<typeof output>;
