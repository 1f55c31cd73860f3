import { listExclusionPage } from '../../adapters/dynamodb/exclusion-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListExclusionsOutput } from './contract.ts';

/** One page of the exclusion list. */
export async function listExclusions(
  { query }: { query: { cursor?: string | undefined } },
  { table }: { table: Table },
): Promise<ListExclusionsOutput> {
  const { exclusions, cursor } = await listExclusionPage(table, query.cursor);
  return {
    exclusions: exclusions.map(({ maskedNik, reason, since, loadedAt, loadedBy }) => {
      return { nik: maskedNik, reason, since, loadedAt, loadedBy };
    }),
    cursor,
  };
}
