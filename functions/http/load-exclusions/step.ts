import { RefusedError } from '../../../domain/errors.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import { putExclusions } from '../../adapters/dynamodb/exclusion-store.ts';
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
 * @throws RefusedError when a worker is listed twice: which entry is meant would be a guess
 */
export async function loadExclusions(
  { body, caller }: { body: { entries: readonly ExclusionEntry[] }; caller: Pick<Person, 'personId'> },
  deps: LoadExclusionsDeps,
): Promise<{ loaded: number }> {
  requireDistinct(body.entries);
  const hash = await deps.hasher();
  const loadedAt = deps.now().toISOString();
  const loadedBy = caller.personId;
  const exclusions = body.entries.map(({ nik, reason, since }) => ({
    nikHash: hash(nik),
    maskedNik: maskNik(nik),
    reason,
    since,
    loadedAt,
    loadedBy,
  }));
  await putExclusions(deps.table, exclusions);
  return { loaded: exclusions.length };
}

function requireDistinct(entries: readonly ExclusionEntry[]): void {
  const seen = new Set<string>();
  for (const [index, { nik }] of entries.entries()) {
    if (seen.has(nik)) {
      throw new RefusedError({
        code: 'listed-twice',
        field: `body.entries.${index}.nik`,
        text: {
          id: `Pekerja pada butir ${index + 1} sudah tercantum sebelumnya.`,
          en: `The worker of entry ${index + 1} is listed before.`,
        },
      });
    }
    seen.add(nik);
  }
}
