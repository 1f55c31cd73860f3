import { PROGRAMMES } from '../../../domain/programme/programme.ts';
import { membersOf } from './batch-store.ts';
import { allocationIdFor, journalOf } from './ledger.ts';
import type { BatchHead } from './batch-records.ts';
import type { MoneyState } from './ledger-records.ts';
import type { Table } from './table.ts';

/**
 * What the journal alone says about a batch: rupiah by allocation id that its members and itself have brought into
 * `state` and not taken out again. Allocations without any are left out. The money of carried lines stays committed under
 * their revision: it counts for the batch that holds the lines.
 */
export async function journalBalance(
  table: Table,
  head: Pick<BatchHead, 'batchId' | 'sourceId' | 'fiscalYear' | 'carriedIn' | 'carriedOut'>,
  state: MoneyState,
): Promise<Record<string, number>> {
  const owners = [head.batchId, ...(await membersOf(table, head.batchId))];
  const balances: Record<string, number> = {};
  for (const programme of PROGRAMMES) {
    const allocationId = allocationIdFor(head.sourceId, head.fiscalYear, programme);
    let balance = 0;
    for (const owner of owners) balance += await balanceOf(table, { allocationId, owner, state });
    if (state === 'committed')
      balance += (head.carriedIn?.byAllocation[allocationId] ?? 0) - (head.carriedOut?.byAllocation[allocationId] ?? 0);
    if (balance !== 0) balances[allocationId] = balance;
  }
  return balances;
}

async function balanceOf(
  table: Table,
  { allocationId, owner, state }: { allocationId: string; owner: string; state: MoneyState },
): Promise<number> {
  let balance = 0;
  for await (const { from, to, amount } of journalOf(table, { allocationId, owner })) {
    if (to === state) balance += amount;
    if (from === state) balance -= amount;
  }
  return balance;
}
