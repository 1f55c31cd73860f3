import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { personIdSchema } from '../../../domain/identity/ids.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { emailKey, mailTroubleKey, personKey } from './keys.ts';
import { mailTroubleSchema } from './person-records.ts';
import type { MailTrouble } from './person-records.ts';
import { readMany } from './read-many.ts';
import { personSchema } from './records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';

const itemSchema = mailTroubleSchema.extend({ personId: personIdSchema, address: z.string() });

/** Marks the person who has this address; null when nobody has it any more. Twice is once. */
export async function markMailTrouble(table: Table, address: string, trouble: MailTrouble): Promise<PersonId | null> {
  const holder = await readItem(table, emailKey(address), z.object({ personId: personIdSchema }));
  if (holder === null) return null;
  const { personId } = holder;
  await table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: { ...mailTroubleKey(personId), personId, address: address.toLowerCase(), ...trouble },
    }),
  );
  return personId;
}

/** Those of the persons whose present address does not take mails. Another address since then is not in trouble. */
export async function readMailTroubles(
  table: Table,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, MailTrouble>> {
  const distinct = [...new Set(personIds)];
  const marked = [...(await readMany(table, distinct.map(mailTroubleKey))).values()].map((item) =>
    itemSchema.parse(item),
  );
  const people = await readMany(
    table,
    marked.map(({ personId }) => personKey(personId)),
  );
  const addresses = new Map(
    [...people.values()].map((item) => personSchema.parse(item)).map(({ personId, email }) => [personId, email]),
  );
  return new Map(
    marked
      .filter(({ personId, address }) => addresses.get(personId)?.toLowerCase() === address)
      .map(({ personId, kind, at }) => [personId, { kind, at }]),
  );
}
