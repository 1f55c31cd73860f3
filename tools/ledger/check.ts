import { formatRupiah } from '../../domain/money/money.ts';
import { readAllocation, verifyLedger } from '../../functions/adapters/dynamodb/ledger.ts';
import type { Allocation } from '../../functions/adapters/dynamodb/ledger-records.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { findVerifiable, verifyChain } from '../../functions/adapters/dynamodb/verify-chains.ts';

export interface LedgerReport {
  /** One line of plain text for each allocation and for the chains. */
  readonly lines: readonly string[];
  readonly differences: number;
}

/** Recomputes every balance from the journal and follows every audit chain; nothing is written. */
export async function checkLedger(table: Table): Promise<LedgerReport> {
  const { allocationIds, chains } = await findVerifiable(table);
  const money = await Promise.all(allocationIds.map((allocationId) => checkAllocation(table, allocationId)));
  const trails = await checkChains(table, chains);
  const parts = [...money, trails];
  const differences = parts.reduce((sum, part) => sum + part.differences, 0);
  const verdict =
    differences === 0
      ? `The ledger holds: ${allocationIds.length} allocations and ${chains.length} audit chains agree with what is stored.`
      : `The ledger does NOT hold: ${differences} differences.`;
  return { lines: [...parts.flatMap(({ lines }) => lines), verdict], differences };
}

async function checkAllocation(table: Table, allocationId: string): Promise<LedgerReport> {
  const stored = await readAllocation(table, allocationId);
  if (stored === null)
    return { lines: [`${allocationId}: DIFFERENT, a journal without its allocation`], differences: 1 };
  const { entries, differences } = await verifyLedger(table, allocationId);
  const broken = differences.map(
    ({ state, stored: found, journal }) =>
      `${allocationId}: DIFFERENT, ${state} is ${formatRupiah(found)}, the journal says ${formatRupiah(journal)}`,
  );
  const sum = stored.available + stored.reserved + stored.committed + stored.disbursed + stored.overpaid;
  if (sum !== stored.allocated)
    broken.push(
      `${allocationId}: DIFFERENT, the states sum to ${formatRupiah(sum)}, allocated is ${formatRupiah(stored.allocated)}`,
    );
  if (broken.length > 0) return { lines: broken, differences: broken.length };
  return { lines: [`${allocationId}: ${entries} journal entries, ${balances(stored)}`], differences: 0 };
}

function balances(allocation: Allocation): string {
  const states = ['available', 'reserved', 'committed', 'disbursed', 'overpaid'] as const;
  const parts = states.filter((state) => allocation[state] > 0 || state === 'available');
  return [
    `allocated ${formatRupiah(allocation.allocated)}`,
    ...parts.map((state) => `${state} ${formatRupiah(allocation[state])}`),
  ].join(', ');
}

async function checkChains(table: Table, chains: readonly string[]): Promise<LedgerReport> {
  const lines: string[] = [];
  let count = 0;
  for (const pk of chains) {
    const { events, broken } = await verifyChain(table, pk);
    count += events;
    if (broken !== null) lines.push(`${pk}: DIFFERENT, event ${broken} does not follow from the one before`);
  }
  if (lines.length > 0) return { lines, differences: lines.length };
  return {
    lines: [`Audit: ${count} events in ${chains.length} chains, each following from the one before`],
    differences: 0,
  };
}
