/** Premium of a vulnerable worker a month, JKK 10,000 + JKM 6,800 (PP 44/2015; full price for APBD). */
export const PREMIUM = { JKK: 10_000, JKM: 6_800 } as const;

/** What happens to how many workers of the roster. Everything that is compared at the end follows from these numbers. */
export interface Plan {
  /** On the exclusion list while an approver hesitates: the second check takes them out. */
  readonly excluded: number;
  /** BPJS TK rejects them before the bill. */
  readonly rejected: number;
  /** BPJS TK leaves them out of its answers. */
  readonly unanswered: number;
  /** BPJS TK answers with a word that nobody has configured. */
  readonly unclear: number;
  /** BPJS TK rejects them after the payment. */
  readonly late: number;
  /** Workers of a second, small request that nobody decides in time. */
  readonly silent: number;
}

const CALM: Plan = { excluded: 0, rejected: 0, unanswered: 0, unclear: 0, late: 0, silent: 0 };
const ROUGH: Plan = { excluded: 5, rejected: 7, unanswered: 3, unclear: 2, late: 4, silent: 20 };
/** Enough for every fate above, for some who are simply paid, and for more than the small request has. */
export const FEWEST_ROUGH_WORKERS = 40;

export function planOf({ rough }: { readonly rough: boolean }): Plan {
  return rough ? ROUGH : CALM;
}

/** Rupiah for one worker over the whole period. */
export function premiumOf({ months }: { readonly months: number }): number {
  return months * (PREMIUM.JKK + PREMIUM.JKM);
}
