import type { PersonId } from '../../../domain/identity/ids.ts';
import { accountKey, emailKey } from './keys.ts';
import type { Person } from './records.ts';
import type { Key, Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { updateItem } from './update.ts';

type Pointing = Pick<Person, 'email' | 'account'>;

function pointers({ email, account }: Pointing): Key[] {
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
