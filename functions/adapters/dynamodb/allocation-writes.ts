import { allocationIdOf } from '../../../domain/configuration/funding.ts';
import type { Allocation as AllocationDocument } from '../../../domain/configuration/funding.ts';
import { rupiah, ZERO_RUPIAH } from '../../../domain/money/money.ts';
import { allocationKey, journalKey } from './keys.ts';
import { allocationSchema, journalEntrySchema } from './ledger-records.ts';
import type { Allocation } from './ledger-records.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem, updateItem } from './update.ts';

export interface AllocationChange {
  /** As it was read; null: it is opened. */
  readonly stored: Allocation | null;
  readonly document: AllocationDocument;
  readonly journalId: string;
  readonly at: string;
  readonly by: string;
}

/** What the amount of an allocation changes by, rupiah; negative when it shrinks. */
export function differenceOf({ stored, document }: Pick<AllocationChange, 'stored' | 'document'>): number {
  return document.amount - (stored?.allocated ?? 0);
}

/**
 * The writes that open an allocation or bring it to another amount or account code: the head, then the movement between
 * outside and available that explains the difference. They fail when the allocation was changed meanwhile, or when less
 * is available than is taken away.
 */
export function allocationWrites(table: Table, change: AllocationChange): WriteItem[] {
  const { stored, document } = change;
  const head = stored === null ? open(table, document) : raise(table, { ...change, stored });
  return [head, ...entry(table, change)];
}

function open(table: Table, document: AllocationDocument): WriteItem {
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
  return putNewItem(table, { ...allocationKey(allocationId), ...head });
}

/** Balances are added to, never set: a movement may come between reading and writing. */
function raise(table: Table, { stored, document }: AllocationChange & { readonly stored: Allocation }): WriteItem {
  const difference = differenceOf({ stored, document });
  return updateItem(table, {
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

function entry(table: Table, change: AllocationChange): WriteItem[] {
  const difference = differenceOf(change);
  if (difference === 0) return [];
  const { journalId, at, by } = change;
  const allocationId = allocationIdOf(change.document);
  const [from, to] = difference > 0 ? ['outside', 'available'] : ['available', 'outside'];
  const amount = rupiah(Math.abs(difference));
  const made = journalEntrySchema.parse({ journalId, allocationId, from, to, amount, at, by });
  return [putNewItem(table, { ...journalKey(allocationId, journalId), ...made })];
}
