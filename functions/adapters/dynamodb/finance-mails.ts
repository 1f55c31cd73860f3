import { hasRole, peopleSchema } from '../../../domain/configuration/people.ts';
import type { Person } from '../../../domain/configuration/people.ts';
import type { BatchId, PersonId } from '../../../domain/identity/ids.ts';
import { openDocumentStore } from './configuration-store.ts';
import { outboxMail } from './outbox.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';

/** The people of finance, as the configuration in force names them. */
export type FinancePeople = () => Promise<readonly PersonId[]>;

export function openFinancePeople(table: Table): FinancePeople {
  const store = openDocumentStore<{ people: readonly Person[] }>(table, { people: peopleSchema });
  return async () =>
    (await store.current('people')).document
      .filter((person) => hasRole(person, 'finance'))
      .map(({ personId }) => personId);
}

export interface BatchMails {
  readonly batchId: BatchId;
  readonly template: 'batch-ready' | 'batch-reminder' | 'batch-closed';
  /** What makes this turn of events one: `ready`, `reminder-1`. */
  readonly turn: string;
  readonly to: readonly PersonId[];
  readonly at: string;
}

/** One mail to each, for the transaction that stores what they tell; the ids make twice once. */
export function batchMails(table: Table, { batchId, template, turn, to, at }: BatchMails): WriteItem[] {
  return [...new Set(to)].map((personId) =>
    outboxMail(table, { mailId: `${batchId}-${turn}-${personId}`, personId, template, data: { batchId }, at }),
  );
}
