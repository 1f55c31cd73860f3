import { randomBytes } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { readEvents } from '../../functions/adapters/dynamodb/audit-log.ts';
import { openConfigurationStore } from '../../functions/adapters/dynamodb/configuration-store.ts';
import { requestKey } from '../../functions/adapters/dynamodb/keys.ts';
import type { Person } from '../../functions/adapters/dynamodb/records.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { confirmChange } from '../../functions/http/confirm-change/step.ts';
import { body as proposeBody } from '../../functions/http/propose-change/contract.ts';
import { proposeChange } from '../../functions/http/propose-change/step.ts';
import { loadDocument } from '../../functions/steps/load-configuration/load-document.ts';
import { approvalWorld, approvingHead, merantiConfiguration, person, REVISION, START } from './approval-world.ts';

export const caller = (personId: string, role: Person['roles'][number] = 'administrator'): Person => ({
  personId: person(personId),
  name: personId,
  email: `${personId}@example.test`,
  roles: [role],
  language: 'id',
  version: 1,
});

/** The world of one waiting request with its configuration stored, and two administrators who change it. */
export async function administrationWorld(table: Table, configuration: Configuration = merantiConfiguration()) {
  const world = await approvalWorld(table, { configuration });
  const { requestId, officeId, officerId } = approvingHead();
  const request = { requestId, officeId, officerId, latestRevisionId: REVISION, latestNumber: 1, version: 1 };
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...requestKey(requestId), ...request } }));
  for (const [name, content] of Object.entries(configuration)) {
    await loadDocument({ table, at: START }, { name, content });
  }
  const now = () => world.deps.now();
  const stored = openConfigurationStore(table, now);
  const deps = {
    ...world.deps,
    randomBytes: (count: number) => randomBytes(count),
    person: world.deps.people.person,
    staff: async () => (await stored.current('people')).document,
    policy: () => stored.current('policy'),
    policyVersion: (version: number) => stored.version('policy', version),
    regency: async () => (await stored.current('regency')).document,
  };
  const propose = (wish: unknown, by = 'admin-diskominfo') =>
    proposeChange({ body: proposeBody.parse(wish), caller: caller(by) }, deps);
  const confirm = (changeId: string, by = 'admin-disnaker') =>
    confirmChange({ params: { changeId }, caller: caller(by) }, deps);
  return {
    ...world,
    deps,
    requestId,
    propose,
    confirm,
    /** Proposed by one administrator, confirmed by the other. */
    change: async (wish: unknown) => confirm((await propose(wish)).changeId),
    eventsOf: (pk: string) => Array.fromAsync(readEvents(table, pk)),
  };
}
export type AdministrationWorld = Awaited<ReturnType<typeof administrationWorld>>;
