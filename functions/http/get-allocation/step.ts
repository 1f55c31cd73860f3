import { readJournalPage, requireAllocation } from '../../adapters/dynamodb/journal-pages.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { GetAllocationOutput } from './contract.ts';

interface GetAllocationCall {
  readonly params: { readonly allocationId: string };
  readonly query: { readonly cursor?: string | undefined };
}

/** An allocation with one page of its journal. @throws RefusedError not-found */
export async function getAllocation(
  { params: { allocationId }, query: { cursor } }: GetAllocationCall,
  { table }: { table: Table },
): Promise<GetAllocationOutput> {
  const allocation = await requireAllocation(table, allocationId);
  return { allocation, ...(await readJournalPage(table, allocationId, cursor)) };
}
