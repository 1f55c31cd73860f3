import { EMPTY_CHAIN } from '../../../domain/audit/chain.ts';
import { allocationIdOf } from '../../../domain/configuration/funding.ts';
import type { Allocation as AllocationDocument } from '../../../domain/configuration/funding.ts';
import { BrokenError, TransientError } from '../../../domain/errors.ts';
import { allocationWrites, differenceOf } from '../../adapters/dynamodb/allocation-writes.ts';
import { appendEvent, readChain } from '../../adapters/dynamodb/audit-log.ts';
import { allocationKey } from '../../adapters/dynamodb/keys.ts';
import { readAllocation } from '../../adapters/dynamodb/ledger.ts';
import type { Allocation } from '../../adapters/dynamodb/ledger-records.ts';
import { ConditionFailedError, MAX_TRIES, transact } from '../../adapters/dynamodb/transact.ts';
import { LOADER } from './load-document.ts';
import type { Into } from './load-document.ts';

/**
 * Opens an allocation, or moves the difference between outside and available when its amount was changed.
 * @returns whether anything was written
 * @throws BrokenError when the new amount is less than what is spoken for already
 */
export async function loadAllocation(into: Into, document: AllocationDocument): Promise<boolean> {
  const allocationId = allocationIdOf(document);
  const { pk } = allocationKey(allocationId);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const chain = await readChain(into.table, pk);
    const stored = await readAllocation(into.table, allocationId);
    const difference = differenceOf({ stored, document });
    if (stored !== null && difference === 0 && stored.accountCode === document.accountCode) return false;
    if (stored !== null && stored.available + difference < 0) throw spokenFor(stored, document.amount);
    const version = (stored?.version ?? 0) + 1;
    const journalId = `configuration:allocate:${version}`;
    const data = { allocationId, version, difference, amount: document.amount };
    const event = { type: 'allocation-loaded', at: into.at, by: LOADER, data };
    const head = stored === null ? EMPTY_CHAIN : chain;
    try {
      await transact(into.table, [
        ...allocationWrites(into.table, { stored, document, journalId, at: into.at, by: LOADER }),
        ...appendEvent(into.table, { pk, head }, event),
      ]);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      await into.table.pause(attempt);
    }
  }
  throw new TransientError(`allocation ${allocationId} changed under each of ${MAX_TRIES} tries`);
}

function spokenFor(stored: Allocation, amount: number): BrokenError {
  return new BrokenError(
    `allocation ${stored.allocationId} cannot shrink to ${amount}: only ${stored.available} of it is not spoken for`,
  );
}
