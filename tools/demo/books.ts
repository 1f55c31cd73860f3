import type { Api } from './api.ts';
import { readAllocations } from './finance.ts';
import type { AllocationView } from './finance.ts';

/** Turns of the story at which the balances are read; what they must be then is in verify.ts. */
export type Turn =
  | 'before anything'
  | 'small request waiting'
  | 'small request expired, roster reserved'
  | 'premiums recorded'
  | 'paid in part'
  | 'paid in full'
  | 'rejected after payment'
  | 'follow-up batch closed'
  | 'at the end';

export interface Books {
  readonly note: (turn: Turn) => Promise<void>;
  readonly pages: () => ReadonlyMap<Turn, readonly AllocationView[]>;
}

/** Every allocation of the year as finance sees it, turn by turn. */
export function openBooks(finance: Api, fiscalYear: number): Books {
  const pages = new Map<Turn, readonly AllocationView[]>();
  return {
    note: async (turn) => {
      pages.set(turn, await readAllocations(finance, fiscalYear));
    },
    pages: () => pages,
  };
}
