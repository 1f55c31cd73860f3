import type { Person } from '../../domain/configuration/people.ts';
import { configurationKey, personKey } from '../adapters/dynamodb/keys.ts';
import { outboxMail } from '../adapters/dynamodb/outbox.ts';
import { pointerChanges, storedOf } from '../adapters/dynamodb/person-writes.ts';
import { personSchema as storedPersonSchema } from '../adapters/dynamodb/records.ts';
import type { Person as StoredPerson } from '../adapters/dynamodb/records.ts';
import { readItem } from '../adapters/dynamodb/table.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { WriteItem } from '../adapters/dynamodb/transact.ts';
import { putNewItem, updateItem } from '../adapters/dynamodb/update.ts';
import { leaves, planDeparture, requireAdministrators } from './departure.ts';
import { newVersion, readDocuments, requireUsable, unchanged } from './documents.ts';
import { requireDifference } from './plan.ts';
import type { Plan, Planning } from './plan.ts';

/** A person as a whole: added, or put in place of the one known by that id. The address left is told of its change. */
export async function planPerson(person: Person, { table, at }: Planning): Promise<Plan> {
  const { configuration, versions } = await readDocuments(table);
  const before = configuration.people.find(({ personId }) => personId === person.personId) ?? null;
  requireDifference(before, person);
  const { people } = configuration;
  const content = before === null ? [...people, person] : people.map((one) => (one === before ? person : one));
  requireAdministrators(people, content);
  const departure = leaves(before, person) ? await planDeparture(person, configuration, { table, at }) : null;
  requireUsable({ ...configuration, people: content });
  const stored = await readItem(table, personKey(person.personId), storedPersonSchema);
  const moved = before !== null && before.email !== person.email;
  const after = { ...storedOf(person), version: (stored?.version ?? 0) + 1 };
  return {
    before,
    after: person,
    chainPk: configurationKey('people').pk,
    notBefore: departure?.notBefore,
    told: {
      before: before === null ? null : facts(before),
      after: {
        ...facts(person),
        addressChanged: moved,
        ...(departure !== null && { endedStandIns: departure.endedStandIns }),
      },
    },
    writes: ({ changeId }) => [
      ...newVersion(table, { name: 'people', before: versions['people'] ?? 0, content, at }),
      unchanged(table, { name: 'policy', version: versions['policy'] ?? 0 }),
      writePerson(table, { after, stored }),
      ...pointerChanges(table, person.personId, { before: stored, after }),
      ...(departure?.writes ?? []),
      ...(moved ? [addressMail(table, { changeId, person, oldAddress: before.email, at })] : []),
    ],
  };
}

/** The trail tells that the address changed, not the address. */
const facts = ({ email: _email, ...rest }: Person) => rest;

function writePerson(table: Table, { after, stored }: { after: StoredPerson; stored: StoredPerson | null }): WriteItem {
  const key = personKey(after.personId);
  if (stored === null) return putNewItem(table, { ...key, ...after });
  return updateItem(table, {
    key,
    set: after,
    remove: (['officeId', 'account', 'leftOn'] as const).filter((name) => after[name] === undefined),
    condition: {
      expression: '#version = :version',
      names: { '#version': 'version' },
      values: { ':version': stored.version },
    },
  });
}

function addressMail(
  table: Table,
  change: { changeId: string; person: Person; oldAddress: string; at: string },
): WriteItem {
  const { changeId, person, oldAddress, at } = change;
  return outboxMail(table, {
    mailId: `${changeId}-${person.personId}-address`,
    personId: person.personId,
    at,
    template: 'address-changed',
    data: { oldAddress },
  });
}
