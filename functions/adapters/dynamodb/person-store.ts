import * as z from 'zod';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';
import { accountKey, personKey } from './keys.ts';
import { readMany } from './read-many.ts';
import { personSchema } from './records.ts';
import type { Person } from './records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';

const accountSchema = z.object({ personId: personIdSchema });

export interface PersonStore {
  readonly personOfAccount: (subject: string) => Promise<Person | null>;
  readonly person: (personId: PersonId) => Promise<Person | null>;
}

/** Names by person id; what names nobody (a step, a person who is gone) is left out. */
export async function namesOf(table: Table, ids: Iterable<string>): Promise<Record<string, string>> {
  const persons = [...new Set(ids)].flatMap((id) => personIdSchema.safeParse(id).data ?? []);
  const items = await readMany(table, persons.map(personKey));
  const found = [...items.values()].map((item) => personSchema.parse(item));
  return Object.fromEntries(found.map(({ personId, name }) => [personId, name]));
}

export function openPersonStore(table: Table): PersonStore {
  const person = (personId: PersonId): Promise<Person | null> => readItem(table, personKey(personId), personSchema);
  return {
    person,
    personOfAccount: async (subject) => {
      const account = await readItem(table, accountKey(subject), accountSchema);
      return account === null ? null : person(account.personId);
    },
  };
}
