import { hasRole, peopleSchema } from '../../domain/configuration/people.ts';
import type { Person } from '../../domain/configuration/people.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import { openDocumentStore } from '../adapters/dynamodb/configuration-store.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { Names } from './names.ts';

/** Everybody in force. */
export type ReadStaff = () => Promise<readonly Person[]>;

export function openStaff(table: Table): ReadStaff {
  const documents = openDocumentStore<{ people: readonly Person[] }>(table, { people: peopleSchema });
  return async () => (await documents.current('people')).document;
}

export function namesOf(staff: readonly Person[]): Names {
  return Object.fromEntries(staff.map(({ personId, name }) => [personId, name]));
}

/** Who may confirm or reject what somebody proposed: every other administrator. */
export function confirmersOf(staff: readonly Person[], proposedBy: PersonId): PersonId[] {
  return staff
    .filter((person) => hasRole(person, 'administrator') && person.personId !== proposedBy)
    .map(({ personId }) => personId);
}
