import * as z from 'zod';
import { personIdSchema } from '../identity/ids.ts';
import { officeIdSchema } from './regency.ts';
import { roleSchema } from './role.ts';
import type { Role } from './role.ts';

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
    /**
     * First local day on which the person is no longer in office: signs in, decides and is asked no more, and keeps the
     * record, because histories name it. The role is the one held until then.
     */
    leftOn: z.iso.date().exactOptional(),
  })
  .readonly();
export type Person = z.infer<typeof personSchema>;

export const peopleSchema = z.array(personSchema).min(1).readonly();

/** As configured or as stored. */
interface Office {
  readonly leftOn?: string | undefined;
}

/** May the person act in this role now? Nobody may who has left. */
export function hasRole(person: Office & { readonly roles: readonly Role[] }, role: Role): boolean {
  return isInOffice(person) && person.roles.includes(role);
}

export function isInOffice({ leftOn }: Office): boolean {
  return leftOn === undefined;
}
