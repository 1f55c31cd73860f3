import { rupiah, sumRupiah, ZERO_RUPIAH, type Rupiah } from '../money/money.ts';
import { monthsOf, type Month, type Period } from '../period/period.ts';
import type { Programme } from '../programme/programme.ts';
import { IncomeMissingError, SegmentNotPricedError, TariffMissingError, TariffNotConfirmedError } from './errors.ts';
import type { Citation } from './provenance.ts';
import { bpuRowFor, isInForce, isSettled } from './tariff.ts';
import type { Band, BpuTariffRow, Discount, PricedSource, Segment, Tariffs } from './tariff.ts';
import type { Sector } from './sector.ts';

/** `smallest`: the lowest basis in force, whatever the roster says; `by-income`: the band of the declared income. */
export type BasisPolicy = 'smallest' | 'by-income';

/** What one worker's price depends on, apart from the months. `income` is rupiah a month. */
export interface PriceQuestion {
  readonly programmes: readonly Programme[];
  readonly sector: Sector;
  readonly basis: BasisPolicy;
  readonly income?: number | undefined;
  readonly fundingSource: PricedSource;
  readonly tariffs: Tariffs;
  readonly segment?: Segment;
}

/** How one programme's premium of one month came about: `full` minus `discount` is `amount`. */
export interface PriceLine {
  readonly programme: Programme;
  readonly month: Month;
  readonly rowId: string;
  readonly source: Citation;
  /** Absent for a flat premium. */
  readonly basis?: Rupiah;
  readonly bandId?: string;
  /** Hundredths of a percent of the basis. */
  readonly basisPoints?: number;
  readonly full: Rupiah;
  readonly discount: Rupiah;
  readonly discountId?: string;
  readonly discountSource?: Citation;
  /** A discount that is in force but does not hold for this money, and why. */
  readonly withheldDiscountId?: string;
  readonly withheldBecause?: 'counts-as-apbn' | 'source-not-confirmed';
  readonly amount: Rupiah;
}

export interface Price {
  readonly months: readonly Month[];
  /** One amount per month in the order of `months`; empty for a programme that is not bought. */
  readonly byProgramme: Readonly<Record<Programme, readonly Rupiah[]>>;
  readonly total: Rupiah;
  readonly lines: readonly PriceLine[];
}

/**
 * The premium of one worker for a whole period, month by month, so that a change of tariff inside it is met.
 * @throws TariffNotConfirmedError, TariffMissingError, SegmentNotPricedError, IncomeMissingError (all RefusedError).
 */
export function priceWorker(question: PriceQuestion & { readonly period: Period }): Price {
  const months = monthsOf(question.period);
  const lines = months.flatMap((month) => priceMonth({ ...question, month }));
  const of = (programme: Programme) => lines.filter((line) => line.programme === programme).map((line) => line.amount);
  return {
    months,
    byProgramme: { JKK: of('JKK'), JKM: of('JKM'), JHT: of('JHT') },
    total: sumRupiah(lines.map((line) => line.amount)),
    lines,
  };
}

/** One line per programme for one coverage month, in the order of `programmes`. @throws as priceWorker. */
export function priceMonth(question: PriceQuestion & { readonly month: Month }): PriceLine[] {
  const { segment = 'BPU', month } = question;
  if (segment !== 'BPU') throw new SegmentNotPricedError(segment);
  return question.programmes.map((programme) => {
    const row = bpuRowFor(question.tariffs, programme, month);
    if (row === undefined) throw new TariffMissingError(programme, month);
    const full = fullPremium(settled(row), question);
    const cut = discountFor(programme, full.full, question);
    return {
      programme,
      month,
      rowId: row.id,
      source: row.source,
      ...full,
      ...cut,
      amount: rupiah(full.full - cut.discount),
    };
  });
}

type FullPremium = Pick<PriceLine, 'full' | 'basis' | 'bandId' | 'basisPoints'>;

function fullPremium(row: BpuTariffRow, question: PriceQuestion & { readonly month: Month }): FullPremium {
  if (row.kind === 'flat') return { full: row.amount };
  const band = settled(bandFor(question));
  // Every basis is a multiple of 1,000 and every rate of 0.01%, so this is whole; rupiah() refuses a tariff where it is not.
  const full = rupiah((band.basis * row.basisPoints) / 10_000);
  return { full, basis: band.basis, bandId: band.id, basisPoints: row.basisPoints };
}

function bandFor({ tariffs, month, basis, income }: PriceQuestion & { readonly month: Month }): Band {
  const bands = tariffs.bands.filter((band) => isInForce(band, month));
  if (basis === 'by-income' && income === undefined) throw new IncomeMissingError();
  const band =
    basis === 'smallest' || income === undefined
      ? bands.toSorted((a, b) => a.basis - b.basis)[0]
      : bands.find((one) => income >= one.incomeFrom && (one.incomeBelow === null || income < one.incomeBelow));
  if (band === undefined) throw new TariffMissingError('basis', month);
  return band;
}

type Cut = Pick<PriceLine, 'discount' | 'discountId' | 'discountSource' | 'withheldDiscountId' | 'withheldBecause'>;

function discountFor(programme: Programme, full: Rupiah, question: PriceQuestion & { readonly month: Month }): Cut {
  const found = question.tariffs.discounts.find(
    (one) =>
      isInForce(one, question.month) && one.programmes.includes(programme) && one.sectors.includes(question.sector),
  );
  if (found === undefined) return { discount: ZERO_RUPIAH };
  const withheldBecause = withheld(found, question.fundingSource);
  if (withheldBecause !== undefined) return { discount: ZERO_RUPIAH, withheldDiscountId: found.id, withheldBecause };
  const discount = settled(found);
  // Rounded down: half a rupiah is never cut from what BPJS TK will bill.
  const cut = rupiah(Math.floor((full * discount.percentOff) / 100));
  return { discount: cut, discountId: discount.id, discountSource: discount.source };
}

/** Money of which nobody has settled that it is not APBN/APBD pays in full. */
function withheld(discount: Discount, source: PricedSource): 'counts-as-apbn' | 'source-not-confirmed' | undefined {
  if (!discount.excludesApbn) return undefined;
  if (source.countsAsApbn) return 'counts-as-apbn';
  return isSettled(source) ? undefined : 'source-not-confirmed';
}

function settled<Row extends BpuTariffRow | Band | Discount>(row: Row): Row {
  if (!isSettled(row)) throw new TariffNotConfirmedError(row);
  return row;
}
