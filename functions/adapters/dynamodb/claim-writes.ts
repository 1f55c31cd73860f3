import type { Slot } from '../../../domain/claim/slots.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { workerYearKey } from './keys.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { updateItem } from './update.ts';

export interface SlotsWanted {
  readonly nikHash: string;
  readonly slots: readonly Slot[];
}

/** Owner of each taken slot of a worker in a fiscal year. */
export type Taken = ReadonlyMap<string, RevisionId>;

/** The write that frees a worker's slots, conditional on each being this revision's own. */
export function freeSlots(
  table: Table,
  free: { readonly revisionId: RevisionId; readonly year: number; readonly worker: SlotsWanted },
): WriteItem {
  const { nikHash, slots } = free.worker;
  return freeUpdate(table, { revisionId: free.revisionId, year: free.year, nikHash, slots });
}

export function freeUpdate(
  table: Table,
  free: { revisionId: RevisionId; year: number; nikHash: string; slots: readonly string[] },
): WriteItem {
  return updateItem(table, {
    key: workerYearKey(free.nikHash, free.year),
    remove: free.slots,
    condition: {
      expression: free.slots.map((slot) => `#s_${slot} = :own`).join(' AND '),
      names: Object.fromEntries(free.slots.map((slot) => [`#s_${slot}`, slot])),
      values: { ':own': free.revisionId },
    },
  });
}

export interface ClaimOf {
  readonly revisionId: RevisionId;
  readonly year: number;
  readonly worker: SlotsWanted;
  readonly taken: Taken;
}

/** Each slot must be empty, own, or that dead owner's which was read. */
export function claimUpdate(table: Table, { revisionId, year, worker, taken }: ClaimOf): WriteItem {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ':own': revisionId };
  const conditions = worker.slots.map((slot, index) => {
    names[`#s${index}`] = slot;
    const owner = taken.get(slot);
    if (owner === undefined || owner === revisionId) {
      return `(attribute_not_exists(#s${index}) OR #s${index} = :own)`;
    }
    values[`:dead${index}`] = owner;
    return `(#s${index} = :own OR #s${index} = :dead${index})`;
  });
  return updateItem(table, {
    key: workerYearKey(worker.nikHash, year),
    set: Object.fromEntries(worker.slots.map((slot) => [slot, revisionId])),
    condition: { expression: conditions.join(' AND '), names, values },
  });
}
