import { allocationIdOf } from '../../domain/configuration/funding.ts';
import type { Allocation as AllocationDocument } from '../../domain/configuration/funding.ts';
import { RefusedError } from '../../domain/errors.ts';
import { formatRupiah } from '../../domain/money/money.ts';
import { allocationWrites, differenceOf } from '../adapters/dynamodb/allocation-writes.ts';
import { allocationKey } from '../adapters/dynamodb/keys.ts';
import { journalIdFor, readAllocation } from '../adapters/dynamodb/ledger.ts';
import type { Allocation } from '../adapters/dynamodb/ledger-records.ts';
import type { AllocationContent } from './change-records.ts';
import { newVersion, readDocuments, requireUsable } from './documents.ts';
import { requireDifference } from './plan.ts';
import type { Plan, Planning } from './plan.ts';

/**
 * An allocation as a whole: opened, or brought to another amount or account code (APBD perubahan). The difference is a
 * movement between outside and available, in the transaction of the confirmation.
 * @throws RefusedError when it would take away what requests already hold
 */
export async function planAllocation(
  { basedOn, ...document }: AllocationContent,
  { table, at }: Planning,
): Promise<Plan> {
  const allocationId = allocationIdOf(document);
  const [{ configuration, versions }, stored] = await Promise.all([
    readDocuments(table),
    readAllocation(table, allocationId),
  ]);
  const before = stored === null ? null : { accountCode: stored.accountCode, amount: stored.allocated };
  const after = { accountCode: document.accountCode, amount: document.amount };
  requireDifference(before, after);
  if (stored !== null) requireUnspoken(stored, document);
  const rest = configuration.allocations.filter((one) => allocationIdOf(one) !== allocationId);
  const content = [...rest, document].toSorted((a, b) => (allocationIdOf(a) < allocationIdOf(b) ? -1 : 1));
  requireUsable({ ...configuration, allocations: content });
  return {
    before,
    after,
    chainPk: allocationKey(allocationId).pk,
    told: { before, after: { ...after, allocationId, basedOn } },
    writes: ({ changeId, confirmedBy: by }) => [
      ...newVersion(table, { name: 'allocations', before: versions['allocations'] ?? 0, content, at }),
      ...allocationWrites(table, { stored, document, journalId: journalIdFor('change', 'allocate', changeId), at, by }),
    ],
  };
}

function requireUnspoken(stored: Allocation, document: AllocationDocument): void {
  const { allocationId, available, allocated } = stored;
  if (available + differenceOf({ stored, document }) >= 0) return;
  const least = formatRupiah(allocated - available);
  const wanted = formatRupiah(document.amount);
  throw new RefusedError({
    code: 'allocation-spoken-for',
    kind: 'conflict',
    field: 'body.content.amount',
    text: {
      id: `Pagu ${allocationId} tidak dapat menjadi ${wanted}: ${least} sudah dicadangkan, dicatat atau dibayarkan. Masukkan paling sedikit ${least}, atau tarik usulan yang belum dicatat.`,
      en: `The allocation ${allocationId} cannot become ${wanted}: ${least} is already reserved, committed or disbursed. Enter at least ${least}, or withdraw requests that are not recorded yet.`,
    },
  });
}
