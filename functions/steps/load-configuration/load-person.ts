import { canonicalJson, EMPTY_CHAIN } from '../../../domain/audit/chain.ts';
import type { Person } from '../../../domain/configuration/people.ts';
import { BrokenError } from '../../../domain/errors.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { appendEvent } from '../../adapters/dynamodb/audit-log.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { personKey } from '../../adapters/dynamodb/keys.ts';
import { pointerChanges, storedOf } from '../../adapters/dynamodb/person-writes.ts';
import { personSchema } from '../../adapters/dynamodb/records.ts';
import type { Person as StoredPerson } from '../../adapters/dynamodb/records.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import { ConditionFailedError, transact } from '../../adapters/dynamodb/transact.ts';
import { putNewItem } from '../../adapters/dynamodb/update.ts';
import { LOADER } from './load-document.ts';
import type { Into } from './load-document.ts';

type Details = Omit<StoredPerson, 'version' | 'language'>;

/**
 * Stores a person, or what has changed of one. Address and account are items of their own that nobody else may hold.
 * @returns whether anything was written
 * @throws BrokenError when another person holds the address or account
 */
export async function loadPerson(into: Into, person: Person): Promise<boolean> {
  const { personId } = person;
  const { language: _language, ...details } = storedOf(person);
  const stored = await readItem(into.table, personKey(personId), personSchema);
  if (stored === null && (await create(into, details))) return true;
  return change(into, personId, details);
}

/** Someone who is no longer listed keeps the record, for the trail, and loses role, office and account. */
export async function retirePerson(into: Into, personId: PersonId): Promise<boolean> {
  const stored = await readItem(into.table, personKey(personId), personSchema);
  // Whoever has left by a change is out already, and the address may be somebody else's by now.
  if (stored?.leftOn !== undefined || stored === null) return false;
  return change(into, personId, { personId, name: stored.name, email: stored.email, roles: [] });
}

async function create(into: Into, details: Details): Promise<boolean> {
  const key = personKey(details.personId);
  const event = { type: 'person-loaded', at: into.at, by: LOADER, data: factsOf(details) };
  try {
    await transact(into.table, [
      putNewItem(into.table, { ...key, ...details, language: 'id', version: 1 }),
      ...appendEvent(into.table, { pk: key.pk, head: EMPTY_CHAIN }, event),
      ...pointerChanges(into.table, details.personId, { before: null, after: details }),
    ]);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    if (error.failed.has(0)) return false;
    throw taken(details, error);
  }
}

async function change(into: Into, personId: PersonId, details: Details): Promise<boolean> {
  const answer = await changeHead<StoredPerson, 'same'>(into.table, {
    key: personKey(personId),
    schema: personSchema,
    judge: (head) => {
      if (head === null) throw new BrokenError(`person ${personId} vanished`);
      const { version: _version, language: _language, ...known } = head;
      if (canonicalJson(known) === canonicalJson(details)) return { stop: 'same' };
      return {
        change: {
          set: { name: details.name, email: details.email, roles: details.roles, ...optionalOf(details) },
          remove: missingIn(details),
          event: { type: 'person-loaded', at: into.at, by: LOADER, data: factsOf(details) },
          also: pointerChanges(into.table, personId, { before: head, after: details }),
        },
      };
    },
    onAlsoFailed: () => {
      throw taken(details);
    },
  });
  return answer.changed;
}

const optionalOf = ({ officeId, account, leftOn }: Details) => ({ officeId, account, leftOn });
const missingIn = (details: Details): string[] =>
  Object.entries(optionalOf(details)).flatMap(([name, value]) => (value === undefined ? [name] : []));

/** The trail tells that the address changed, not the address. */
const factsOf = ({ personId, roles, officeId, account, leftOn }: Details) => ({
  personId,
  roles,
  officeId,
  account,
  leftOn,
});

function taken({ personId }: Details, cause?: unknown): BrokenError {
  return new BrokenError(`the address or account of ${personId} belongs to another person`, { cause });
}
