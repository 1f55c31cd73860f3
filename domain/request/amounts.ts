import { sumRupiah } from '../money/money.ts';
import type { Rupiah } from '../money/money.ts';
import { PROGRAMMES } from '../programme/programme.ts';
import type { Programme } from '../programme/programme.ts';

/** Rupiah per programme for each month of the period; programmes that are not bought are absent. */
export type Amounts = Partial<Record<Programme, Rupiah[]>>;

/** The amounts of a price as lines keep them. */
export function amountsOf(price: { readonly byProgramme: Readonly<Record<Programme, readonly Rupiah[]>> }): Amounts {
  const amounts: Amounts = {};
  for (const programme of PROGRAMMES) {
    const months = price.byProgramme[programme];
    if (months.length > 0) amounts[programme] = [...months];
  }
  return amounts;
}

/** What a line costs in all, or of one programme. */
export function totalOf(amounts: Readonly<Partial<Record<Programme, readonly Rupiah[]>>>, only?: Programme): Rupiah {
  const programmes = only === undefined ? PROGRAMMES : [only];
  return sumRupiah(programmes.flatMap((programme) => amounts[programme] ?? []));
}
