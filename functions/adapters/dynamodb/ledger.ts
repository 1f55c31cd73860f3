import { BrokenError } from '../../../domain/errors.ts';
import type { Programme } from '../../../domain/programme/programme.ts';
import { allocationKey, journalKey } from './keys.ts';
import { allocationSchema, journalEntrySchema } from './ledger-records.ts';
import type { Allocation, JournalEntry, MoneyState } from './ledger-records.ts';
import { itemsUnder, readItem } from './table.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem, updateItem } from './update.ts';

/** One allocation per funding source, fiscal year and programme: `APBD-2027-JKK`. */
export function allocationIdFor(sourceId: string, fiscalYear: number, programme: Programme): string {
  return `${sourceId}-${fiscalYear}-${programme}`;
}

/** `<revisionId|batchId>:<movement>:<cause>`; the same cause never moves money twice. */
export function journalIdFor(owner: string, movement: string, cause: string): string {
  return `${owner}:${movement}:${cause}`;
}

export function readAllocation(table: Table, allocationId: string): Promise<Allocation | null> {
  return readItem(table, allocationKey(allocationId), allocationSchema);
}

/** Money from outside raises what is allocated; every other state is a balance of its own. */
const balanceOf = (state: MoneyState): string => (state === 'outside' ? 'allocated' : state);

/** The writes that move money between two states of one allocation: `movements` of a single entry. */
export function movement(table: Table, entry: JournalEntry): WriteItem[] {
  return movements(table, [entry]);
}

/**
 * The writes of several movements in one transaction, which may touch an item only once: for each allocation one update
 * (fails when a state holds less than leaves it) and its journal entries (fail when made before). Amounts of zero write
 * nothing. The allocation's version stays: it guards what people change, not balances.
 */
export function movements(table: Table, entries: readonly JournalEntry[]): WriteItem[] {
  const moving = entries.filter((entry) => entry.amount > 0);
  const allocations = Map.groupBy(moving, (entry) => entry.allocationId);
  return [...allocations].flatMap(([allocationId, own]) => [
    balanceUpdate(table, allocationId, own),
    ...own.map((entry) =>
      putNewItem(table, { ...journalKey(allocationId, entry.journalId), ...journalEntrySchema.parse(entry) }),
    ),
  ]);
}

function balanceUpdate(table: Table, allocationId: string, entries: readonly JournalEntry[]): WriteItem {
  const add: Record<string, number> = {};
  const leaving = new Map<string, number>();
  const change = (balance: string, by: number): void => {
    add[balance] = (add[balance] ?? 0) + by;
  };
  for (const { from, to, amount } of entries) {
    change(balanceOf(from), from === 'outside' ? amount : 0 - amount);
    change(balanceOf(to), to === 'outside' ? 0 - amount : amount);
    if (from !== 'outside') leaving.set(from, (leaving.get(from) ?? 0) + amount);
  }
  const states = [...leaving];
  return updateItem(table, {
    key: allocationKey(allocationId),
    add,
    condition: {
      expression: ['attribute_exists(pk)', ...states.map((_, index) => `#from${index} >= :least${index}`)].join(
        ' AND ',
      ),
      names: Object.fromEntries(states.map(([state], index) => [`#from${index}`, state])),
      values: Object.fromEntries(states.map(([, amount], index) => [`:least${index}`, amount])),
    },
  });
}

/** All entries of an allocation, in key order. */
export function readJournal(table: Table, allocationId: string): AsyncGenerator<JournalEntry> {
  const { pk } = allocationKey(allocationId);
  return itemsUnder(table, { pk, prefix: 'JOURNAL#' }, journalEntrySchema);
}

/** The entries that one request or batch caused on an allocation, in key order. */
export function journalOf(
  table: Table,
  { allocationId, owner }: { allocationId: string; owner: string },
): AsyncGenerator<JournalEntry> {
  const { pk } = allocationKey(allocationId);
  return itemsUnder(table, { pk, prefix: `JOURNAL#${owner}:` }, journalEntrySchema);
}

export interface LedgerCheck {
  readonly allocationId: string;
  readonly entries: number;
  /** Balances that the journal does not explain, as stored and as recomputed (rupiah). Empty: it holds. */
  readonly differences: readonly { readonly state: string; readonly stored: number; readonly journal: number }[];
}

const BALANCES = ['allocated', 'available', 'reserved', 'committed', 'disbursed', 'overpaid'] as const;

/** Recomputes an allocation's balances from its journal alone. Run it while nothing moves. @throws BrokenError when there is none */
export async function verifyLedger(table: Table, allocationId: string): Promise<LedgerCheck> {
  const stored = await readAllocation(table, allocationId);
  if (stored === null) throw new BrokenError(`no allocation ${allocationId}`);
  const sums = new Map<string, number>();
  let entries = 0;
  for await (const { from, to, amount } of readJournal(table, allocationId)) {
    entries += 1;
    const change = (state: string, by: number): unknown => sums.set(state, (sums.get(state) ?? 0) + by);
    if (from === 'outside') change('allocated', amount);
    else change(from, 0 - amount);
    if (to === 'outside') change('allocated', 0 - amount);
    else change(to, amount);
  }
  const differences = BALANCES.map((state) => ({ state, stored: stored[state], journal: sums.get(state) ?? 0 }));
  return {
    allocationId,
    entries,
    differences: differences.filter((balance) => Number(balance.stored) !== balance.journal),
  };
}
