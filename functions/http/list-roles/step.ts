import { readDocuments } from '../../administration/documents.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListRolesOutput } from './contract.ts';

/** Everybody in force with roles and office. */
export async function listRoles(_call: object, { table }: { table: Table }): Promise<ListRolesOutput> {
  const { people, regency } = (await readDocuments(table)).configuration;
  const named = new Map(regency.offices.map(({ officeId, name }) => [officeId, name]));
  return {
    people: people.map(({ personId, name, roles, officeId, account, leftOn }) => ({
      personId,
      name,
      roles: [...roles],
      ...(officeId !== undefined && { office: { officeId, name: named.get(officeId) ?? officeId } }),
      hasAccount: account !== undefined && leftOn === undefined,
      leftOn,
    })),
  };
}
