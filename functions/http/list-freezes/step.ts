import { readFreezes } from '../../adapters/dynamodb/absence-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListFreezesOutput } from './contract.ts';

export async function listFreezes(
  _call: object,
  { table, now }: { table: Table; now: () => Date },
): Promise<ListFreezesOutput> {
  return { freezes: await readFreezes(table, now().toISOString()) };
}
