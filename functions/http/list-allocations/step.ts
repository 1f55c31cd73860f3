import type * as z from 'zod';
import { allocationIdOf } from '../../../domain/configuration/funding.ts';
import type { Allocation as AllocationRow } from '../../../domain/configuration/funding.ts';
import { readAllocation } from '../../adapters/dynamodb/ledger.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { output } from './contract.ts';

export interface ListAllocationsDeps {
  readonly table: Table;
  readonly configured: () => Promise<readonly AllocationRow[]>;
}

/** Every allocation of a fiscal year with its balances as they stand now. */
export async function listAllocations(
  { query }: { query: { fiscalYear: number } },
  deps: ListAllocationsDeps,
): Promise<z.infer<typeof output>> {
  const rows = (await deps.configured()).filter((row) => row.fiscalYear === query.fiscalYear);
  const stored = await Promise.all(rows.map((row) => readAllocation(deps.table, allocationIdOf(row))));
  return { allocations: stored.filter((allocation) => allocation !== null) };
}
