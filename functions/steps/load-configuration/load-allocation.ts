import { EMPTY_CHAIN } from '../../../domain/audit/chain.ts';
import { allocationIdOf } from '../../../domain/configuration/funding.ts';
import type { Allocation as AllocationDocument } from '../../../domain/configuration/funding.ts';
import { BrokenError, TransientError } from '../../../domain/errors.ts';
import { rupiah, ZERO_RUPIAH } from '../../../domain/money/money.ts';
import { appendEvent, readChain } from '../../adapters/dynamodb/audit-log.ts';
import { allocationKey, journalKey } from '../../adapters/dynamodb/keys.ts';
import { readAllocation } from '../../adapters/dynamodb/ledger.ts';
import { allocationSchema, journalEntrySchema } from '../../adapters/dynamodb/ledger-records.ts';
import type { Allocation } from '../../adapters/dynamodb/ledger-records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { ConditionFailedError, MAX_TRIES, transact } from '../../adapters/dynamodb/transact.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import { putNewItem, updateItem } from '../../adapters/dynamodb/update.ts';
import { LOADER } from './load-document.ts';
import type { Into } from './load-document.ts';

/**
 * Opens an allocation, or moves the difference between outside and available when its amount was changed.
 * @returns whether anything was written
 * @throws BrokenError when the new amount is less than what is spoken for already
 */
export async function loadAllocation(into: Into, document: AllocationDocument): Promise<boolean> {
  const allocationId = allocationIdOf(document);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const chain = await readChain(into.table, allocationKey(allocationId).pk);
    const stored = await readAllocation(into.table, allocationId);
    const difference = document.amount - (stored?.allocated ?? 0);
    if (stored !== null && difference === 0 && stored.accountCode === document.accountCode) return false;
    if (stored !== null && stored.available + difference < 0) throw spokenFor(stored, document.amount);
    const version = (stored?.version ?? 0) + 1;
    const change = { allocationId, version, difference };
    const head = stored === null ? open(into, document) : raise(into, { stored, document, difference });
    const event = { type: 'allocation-loaded', at: into.at, by: LOADER, data: { ...change, amount: document.amount } };
    const { pk } = allocationKey(allocationId);
    const fromEmpty = stored === null ? EMPTY_CHAIN : chain;
    try {
      await transact(into.table, [
        head,
        ...appendEvent(into.table, { pk, head: fromEmpty }, event),
        ...entry(into.table, change, into.at),
      ]);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      await into.table.pause(attempt);
    }
  }
  throw new TransientError(`allocation ${allocationId} changed under each of ${MAX_TRIES} tries`);
}

function open(into: Into, document: AllocationDocument): WriteItem {
  const { sourceId, fiscalYear, programme, accountCode, amount } = document;
  const allocationId = allocationIdOf(document);
  const balances = { reserved: ZERO_RUPIAH, committed: ZERO_RUPIAH, disbursed: ZERO_RUPIAH, overpaid: ZERO_RUPIAH };
  const head: Allocation = allocationSchema.parse({
    allocationId,
    sourceId,
    fiscalYear,
    programme,
    accountCode,
    version: 1,
    allocated: amount,
    available: amount,
    ...balances,
  });
  return putNewItem(into.table, { ...allocationKey(allocationId), ...head });
}

/** Balances are added to, never set: a movement may come between reading and writing. */
function raise(
  into: Into,
  { stored, document, difference }: { stored: Allocation; document: AllocationDocument; difference: number },
): WriteItem {
  return updateItem(into.table, {
    key: allocationKey(stored.allocationId),
    set: { version: stored.version + 1, accountCode: document.accountCode },
    add: { allocated: difference, available: difference },
    condition: {
      expression: '#version = :version AND #available >= :least',
      names: { '#version': 'version', '#available': 'available' },
      values: { ':version': stored.version, ':least': Math.max(0, 0 - difference) },
    },
  });
}

function entry(
  table: Table,
  { allocationId, version, difference }: { allocationId: string; version: number; difference: number },
  at: string,
): WriteItem[] {
  if (difference === 0) return [];
  const journalId = `configuration:allocate:${version}`;
  const [from, to] = difference > 0 ? ['outside', 'available'] : ['available', 'outside'];
  const amount = rupiah(Math.abs(difference));
  const made = journalEntrySchema.parse({ journalId, allocationId, from, to, amount, at, by: LOADER });
  return [putNewItem(table, { ...journalKey(allocationId, journalId), ...made })];
}

function spokenFor(stored: Allocation, amount: number): BrokenError {
  return new BrokenError(
    `allocation ${stored.allocationId} cannot shrink to ${amount}: only ${stored.available} of it is not spoken for`,
  );
}
