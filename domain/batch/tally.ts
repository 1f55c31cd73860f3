import { rupiah, sumRupiah } from '../money/money.ts';
import type { Rupiah } from '../money/money.ts';
import { PROGRAMMES } from '../programme/programme.ts';
import type { Programme } from '../programme/programme.ts';

/** Rupiah per programme for each month of the period. */
export type LinePrice = { readonly [Name in Programme]?: readonly Rupiah[] | undefined };
export type AmountByProgramme = Partial<Record<Programme, Rupiah>>;

export interface Tally {
  readonly lines: number;
  readonly total: Rupiah;
  readonly byProgramme: AmountByProgramme;
}

/** A line's amount per programme over all its months. */
export function programmeAmounts(price: LinePrice): AmountByProgramme {
  const amounts: AmountByProgramme = {};
  for (const programme of PROGRAMMES) {
    const months = price[programme];
    if (months !== undefined) amounts[programme] = sumRupiah(months);
  }
  return amounts;
}

export function lineTotal(price: LinePrice): Rupiah {
  return sumRupiah(Object.values(programmeAmounts(price)));
}

/** Counts lines and adds up their amounts, one at a time, so that a batch of any size needs no list. */
export function createTally(): { add: (price: LinePrice) => void; result: () => Tally } {
  // Prices repeat: thousands of lines share a handful of profiles.
  const amountsOf = new Map<LinePrice, AmountByProgramme>();
  const sums = new Map<Programme, number>();
  let lines = 0;
  const add = (price: LinePrice): void => {
    const amounts = amountsOf.get(price) ?? programmeAmounts(price);
    amountsOf.set(price, amounts);
    lines += 1;
    for (const programme of PROGRAMMES) {
      const amount = amounts[programme];
      if (amount !== undefined) sums.set(programme, (sums.get(programme) ?? 0) + amount);
    }
  };
  const result = (): Tally => {
    const byProgramme: AmountByProgramme = {};
    for (const [programme, amount] of sums) byProgramme[programme] = rupiah(amount);
    return { lines, total: sumRupiah(Object.values(byProgramme)), byProgramme };
  };
  return { add, result };
}
