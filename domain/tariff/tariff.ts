import * as z from 'zod';
import { rupiahSchema } from '../money/money.ts';
import { monthSchema, type Month } from '../period/period.ts';
import { programmeSchema, type Programme } from '../programme/programme.ts';
import { provenanceShape } from './provenance.ts';
import type { Provenance } from './provenance.ts';
import { sectorSchema } from './sector.ts';
import { tariffProblems } from './tariff-problems.ts';

/** `BPU`: not a wage earner; `PU`: wage earner. Only BPU is priced today; PU rates are carried as data. */
export const segmentSchema = z.enum(['BPU', 'PU']);
export type Segment = z.infer<typeof segmentSchema>;

export function isSettled(figure: Provenance): boolean {
  return figure.certainty === 'certain' || figure.confirmedBy !== undefined;
}

/** First and last coverage month in force, both inclusive; null: no end known. */
const inForceShape = { from: monthSchema, to: monthSchema.nullable() };
export function isInForce(row: { readonly from: Month; readonly to: Month | null }, month: Month): boolean {
  return row.from <= month && (row.to === null || month <= row.to);
}

const idSchema = z.string().regex(/^[a-z0-9-]+$/);

/** Hundredths of a percent: 100 is 1%, 54 is 0.54%. Whole numbers, so that no premium depends on binary fractions. */
const basisPointsSchema = z.int().min(0).max(10_000);

const rowShape = { id: idSchema, ...inForceShape, ...provenanceShape };

export const bpuTariffRowSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...rowShape,
      kind: z.literal('share-of-basis'),
      programme: programmeSchema,
      basisPoints: basisPointsSchema,
    })
    .readonly(),
  z.strictObject({ ...rowShape, kind: z.literal('flat'), programme: programmeSchema, amount: rupiahSchema }).readonly(),
]);
export type BpuTariffRow = z.infer<typeof bpuTariffRowSchema>;

/** A band of declared monthly income (from inclusive, below exclusive, null: no upper end) and the basis it pays on. */
export const bandSchema = z
  .strictObject({ ...rowShape, incomeFrom: rupiahSchema, incomeBelow: rupiahSchema.nullable(), basis: rupiahSchema })
  .readonly();
export type Band = z.infer<typeof bandSchema>;

/** A cut of some programmes for some sectors; with `excludesApbn` it does not hold for money that counts as APBN/APBD. */
export const discountSchema = z
  .strictObject({
    ...rowShape,
    programmes: z.array(programmeSchema).min(1).readonly(),
    sectors: z.array(sectorSchema).min(1).readonly(),
    percentOff: z.int().min(1).max(100),
    excludesApbn: z.boolean(),
  })
  .readonly();
export type Discount = z.infer<typeof discountSchema>;

/** A wage earner's rate, kept as data until PU is priced: shares of the wage, optionally capped. */
export const puTariffRowSchema = z
  .strictObject({
    ...rowShape,
    programme: z.enum(['JKK', 'JKM', 'JHT', 'JP', 'JKP']),
    riskClass: z.int().min(1).max(5).exactOptional(),
    employerBasisPoints: basisPointsSchema,
    workerBasisPoints: basisPointsSchema,
    wageCeiling: rupiahSchema.exactOptional(),
  })
  .readonly();

export const tariffsSchema = z
  .strictObject({
    version: z.string().min(1),
    bpu: z.array(bpuTariffRowSchema).readonly(),
    bands: z.array(bandSchema).readonly(),
    discounts: z.array(discountSchema).readonly(),
    pu: z.array(puTariffRowSchema).readonly(),
  })
  .readonly()
  .superRefine((tariffs, context) => {
    for (const problem of tariffProblems(tariffs)) {
      context.addIssue({ code: 'custom', path: [...problem.path], message: problem.message });
    }
  });
export type Tariffs = z.infer<typeof tariffsSchema>;

/** What pricing needs to know of a funding source. */
export interface PricedSource extends Provenance {
  readonly sourceId: string;
  readonly countsAsApbn: boolean;
}

/** The tariff row of a programme in a month; undefined when no row is in force. */
export function bpuRowFor(tariffs: Tariffs, programme: Programme, month: Month): BpuTariffRow | undefined {
  return tariffs.bpu.find((row) => row.programme === programme && isInForce(row, month));
}
