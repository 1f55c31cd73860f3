import * as z from 'zod';
import { rupiahSchema } from '../money/money.ts';
import { monthSchema, type Period } from '../period/period.ts';
import { programmeSchema, PROGRAMMES } from '../programme/programme.ts';
import { priceWorker, type Price, type PriceLine, type PriceQuestion } from './price.ts';
import type { Sector } from './sector.ts';

/** A price as it is stored once for all the lines of a chunk that share it. */
export const priceProfileSchema = z
  .object({
    key: z.string(),
    months: z.array(monthSchema).readonly(),
    byProgramme: z.record(programmeSchema, z.array(rupiahSchema).readonly()),
    total: rupiahSchema,
    /** Ids of the tariff rows, bands and discounts used: part of what is approved. */
    rows: z.array(z.string()).readonly(),
  })
  .readonly();
export type PriceProfile = z.infer<typeof priceProfileSchema>;

/**
 * Canonical name of a price: equal exactly when months, amounts and the rows behind them are equal, e.g.
 * `2027-01|JKK 10000 bpu-jkk+band-01 x12|JKM 6800 bpu-jkm x12`.
 */
export function profileKey(price: Price): string {
  const programmes = PROGRAMMES.flatMap((programme) => {
    const runs: { text: string; count: number }[] = [];
    for (const line of price.lines.filter((one) => one.programme === programme)) {
      const text = `${line.amount} ${rowsOf(line).join('+')}`;
      const last = runs.at(-1);
      if (last?.text === text) last.count += 1;
      else runs.push({ text, count: 1 });
    }
    return runs.length === 0 ? [] : [`${programme} ${runs.map((run) => `${run.text} x${run.count}`).join(', ')}`];
  });
  return [price.months[0] ?? '', ...programmes].join('|');
}

export function profileOf(price: Price): PriceProfile {
  return {
    key: profileKey(price),
    months: [...price.months],
    byProgramme: { JKK: [...price.byProgramme.JKK], JKM: [...price.byProgramme.JKM], JHT: [...price.byProgramme.JHT] },
    total: price.total,
    rows: tariffRowsUsed([price]),
  };
}

/** Sorted ids of every tariff row, band and discount behind these prices. */
export function tariffRowsUsed(prices: Iterable<Price>): string[] {
  const ids = new Set<string>();
  for (const price of prices) for (const line of price.lines) for (const id of rowsOf(line)) ids.add(id);
  return [...ids].toSorted();
}

function rowsOf(line: PriceLine): string[] {
  return [line.rowId, line.bandId, line.discountId].filter((id) => id !== undefined);
}

export interface Pricer {
  /** The price of a worker; the same object for all workers it is the same for. @throws as priceWorker. */
  (worker: { readonly sektor: Sector; readonly penghasilan?: number | undefined }): {
    price: Price;
    profile: PriceProfile;
  };
}

/** A pricer of one request: a roster of 100,000 workers has a handful of prices, so each is worked out once. */
export function createPricer(request: Omit<PriceQuestion, 'sector' | 'income'> & { readonly period: Period }): Pricer {
  const known = new Map<string, { price: Price; profile: PriceProfile }>();
  return (worker) => {
    const income = request.basis === 'by-income' ? worker.penghasilan : undefined;
    const key = `${worker.sektor} ${income ?? ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const price = priceWorker({ ...request, sector: worker.sektor, income });
    const priced = { price, profile: profileOf(price) };
    known.set(key, priced);
    return priced;
  };
}
