import { readDelegations } from '../../adapters/dynamodb/absence-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListDelegationsOutput } from './contract.ts';

export async function listDelegations(
  _call: object,
  { table, now }: { table: Table; now: () => Date },
): Promise<ListDelegationsOutput> {
  return { delegations: await readDelegations(table, now().toISOString()) };
}
