import * as z from 'zod';
import { personIdSchema } from '../identity/ids.ts';
import { officeIdSchema } from './regency.ts';

/** The roles exclude one another: whoever proposes does not decide, whoever decides does not pay. */
export const roleSchema = z.enum(['officer', 'approver', 'finance', 'administrator', 'auditor']);
export type Role = z.infer<typeof roleSchema>;

export const personSchema = z
  .strictObject({
    personId: personIdSchema,
    name: z.string().min(1),
    email: z.email(),
    officeId: officeIdSchema.exactOptional(),
    /** The language that comes first in this person's mails. */
    language: z.enum(['id', 'en']).default('id'),
    /** A list for the sake of stored records; exactly one entry, because the roles exclude one another. */
    roles: z.array(roleSchema).length(1).readonly(),
    /** The sign-in's `sub`. Approvers have none: they come by link. */
    account: z.string().min(1).exactOptional(),
  })
  .readonly();
export type Person = z.infer<typeof personSchema>;

export const peopleSchema = z.array(personSchema).min(1).readonly();

export function hasRole(person: Pick<Person, 'roles'>, role: Role): boolean {
  return person.roles.includes(role);
}
