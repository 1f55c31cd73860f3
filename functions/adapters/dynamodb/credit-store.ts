import * as z from 'zod';
import { ZERO_RUPIAH, rupiah, rupiahSchema, sumRupiah } from '../../../domain/money/money.ts';
import type { Rupiah } from '../../../domain/money/money.ts';
import { creditKey } from './keys.ts';
import type { BatchHead } from './batch-records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { updateItem } from './update.ts';

const creditSchema = z.object({ open: rupiahSchema });

type Owner = Pick<BatchHead, 'wadahId'>;
export interface Credit {
  readonly allocationId: string;
  readonly amount: Rupiah;
}

/** Rupiah that no bill has taken yet; whoever pays for another wadah has no part in it. */
export async function readCredit(table: Table, { wadahId }: Owner, allocationId: string): Promise<Rupiah> {
  const stored = await readItem(table, creditKey(wadahId, allocationId), creditSchema);
  return stored?.open ?? ZERO_RUPIAH;
}

/** More credit: a line rejected after the payment, or a bill that took it and was voided. */
export function addCredit(table: Table, { wadahId }: Owner, { allocationId, amount }: Credit): WriteItem {
  return updateItem(table, {
    key: creditKey(wadahId, allocationId),
    add: { open: amount },
    condition: { expression: 'attribute_exists(pk) OR attribute_not_exists(pk)' },
  });
}

/** A bill takes credit; fails when another bill has taken it meanwhile. */
export function takeCredit(table: Table, { wadahId }: Owner, { allocationId, amount }: Credit): WriteItem {
  return updateItem(table, {
    key: creditKey(wadahId, allocationId),
    add: { open: 0 - amount },
    condition: { expression: '#open >= :amount', names: { '#open': 'open' }, values: { ':amount': amount } },
  });
}

/** What the next bill of these accepted amounts takes: as much of each allocation's credit as the lines cost. */
export async function creditsFor(
  table: Table,
  head: Owner & Pick<BatchHead, 'accepted'>,
): Promise<{ total: Rupiah; byAllocation: Record<string, Rupiah> }> {
  const byAllocation: Record<string, Rupiah> = {};
  for (const [allocationId, amount] of Object.entries(head.accepted?.byAllocation ?? {})) {
    const taken = Math.min(amount, await readCredit(table, head, allocationId));
    if (taken > 0) byAllocation[allocationId] = rupiah(taken);
  }
  return { total: sumRupiah(Object.values(byAllocation)), byAllocation };
}
