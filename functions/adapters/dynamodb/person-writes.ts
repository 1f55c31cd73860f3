import type { Person as ConfiguredPerson } from '../../../domain/configuration/people.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { accountKey, emailKey } from './keys.ts';
import type { Person } from './records.ts';
import type { Key, Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { updateItem } from './update.ts';

type Pointing = Pick<Person, 'email' | 'account' | 'leftOn'>;

/** Whoever has left holds neither any more. */
function pointers({ email, account, leftOn }: Pointing): Key[] {
  if (leftOn !== undefined) return [];
  return [emailKey(email), ...(account === undefined ? [] : [accountKey(account)])];
}

/** Address and account are items of their own that only one person may hold: takes the new, releases the old. */
export function pointerChanges(
  table: Table,
  personId: PersonId,
  { before, after }: { before: Pointing | null; after: Pointing },
): WriteItem[] {
  const [old, wanted] = [before === null ? [] : pointers(before), pointers(after)];
  const isIn = (keys: readonly Key[], key: Key): boolean => keys.some(({ pk }) => pk === key.pk);
  const release = old
    .filter((key) => !isIn(wanted, key))
    .map((key) => ({ Delete: { TableName: table.name, Key: { ...key } } }));
  const take = wanted.filter((key) => !isIn(old, key)).map((key) => hold(table, key, personId));
  return [...release, ...take];
}

const hold = (table: Table, key: Key, personId: PersonId): WriteItem =>
  updateItem(table, {
    key,
    set: { personId },
    condition: {
      expression: 'attribute_not_exists(pk) OR #person = :person',
      names: { '#person': 'personId' },
      values: { ':person': personId },
    },
  });

/** What the record of a person holds: whoever has left keeps a name for the histories, and neither role, office nor account. */
export function storedOf(person: ConfiguredPerson): Omit<Person, 'version'> {
  const { personId, name, email, language, leftOn, roles, officeId, account } = person;
  if (leftOn !== undefined) return { personId, name, email, language, roles: [], leftOn };
  return {
    personId,
    name,
    email,
    language,
    roles: [...roles],
    ...(officeId !== undefined && { officeId }),
    ...(account !== undefined && { account }),
  };
}
