import { hasRole } from '../../../domain/configuration/people.ts';
import { readDocuments } from '../../administration/documents.ts';
import { readMailTroubles } from '../../adapters/dynamodb/mail-trouble.ts';
import { pinState } from '../../adapters/dynamodb/pin-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListPeopleOutput } from './contract.ts';

/** Everybody in force, with what keeps mails or decisions from them. */
export async function listPeople(_call: object, { table }: { table: Table }): Promise<ListPeopleOutput> {
  const { people } = (await readDocuments(table)).configuration;
  const troubles = await readMailTroubles(
    table,
    people.map(({ personId }) => personId),
  );
  const listed = people.map(async (person) => {
    const { roles, ...rest } = person;
    const { personId } = rest;
    const pin = hasRole(person, 'approver') ? await pinState(table, personId) : undefined;
    return { ...rest, roles: [...roles], pin, mailTrouble: troubles.get(personId) };
  });
  return { people: await Promise.all(listed) };
}
