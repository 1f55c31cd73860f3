import { namesOf } from '../../administration/staff.ts';
import type { ReadStaff } from '../../administration/staff.ts';
import { readDelegations } from '../../adapters/dynamodb/absence-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListDelegationsOutput } from './contract.ts';

export async function listDelegations(
  _call: object,
  { table, staff, now }: { table: Table; staff: ReadStaff; now: () => Date },
): Promise<ListDelegationsOutput> {
  const [delegations, everybody] = await Promise.all([readDelegations(table, now().toISOString()), staff()]);
  return { delegations, names: namesOf(everybody) };
}
