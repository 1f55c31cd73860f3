import { putExclusion } from '../../adapters/dynamodb/exclusion-store.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NikHasher } from '../../adapters/secrets/nik-hash.ts';
import type { ExclusionEntry } from './contract.ts';

export interface LoadExclusionsDeps {
  readonly table: Table;
  readonly hasher: () => Promise<NikHasher>;
  readonly now: () => Date;
}

/**
 * Puts workers on the exclusion list. The second check and a batch that opens read it; a batch that was sent does not.
 */
export async function loadExclusions(
  { body, caller }: { body: { entries: readonly ExclusionEntry[] }; caller: Pick<Person, 'personId'> },
  deps: LoadExclusionsDeps,
): Promise<{ loaded: number }> {
  const hash = await deps.hasher();
  const loadedAt = deps.now().toISOString();
  for (const { nik, reason, since } of body.entries) {
    await putExclusion(deps.table, { nikHash: hash(nik), reason, since, loadedAt, loadedBy: caller.personId });
  }
  return { loaded: body.entries.length };
}
