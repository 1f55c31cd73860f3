import * as z from 'zod';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { monthSchema, periodLengthSchema } from '../../../domain/period/period.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';
import { citationSchema } from '../../../domain/tariff/provenance.ts';
import { sectorSchema } from '../../../domain/tariff/sector.ts';
import { textSchema } from '../../../domain/text-schema.ts';

export const params = z.object({});
/** One worker's premium: `programmes` separated by commas, `income` in rupiah a month where the basis depends on it. */
export const query = z.object({
  sourceId: z.string().max(40),
  programmes: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(programmeSchema).min(1)),
  firstMonth: monthSchema,
  months: z.coerce.number().pipe(periodLengthSchema),
  sector: sectorSchema.default('lainnya'),
  income: z.coerce.number().pipe(rupiahSchema).optional(),
});
export type ExplainPremiumQuery = z.infer<typeof query>;
export const body = z.object({});

/** One line for each programme and month: full premium minus discount is the amount; `text` says it all in a sentence. */
export const output = z.object({
  tariffs: z.string(),
  total: rupiahSchema,
  lines: z.array(
    z.object({
      programme: programmeSchema,
      month: monthSchema,
      rowId: z.string(),
      source: citationSchema,
      basis: rupiahSchema.optional(),
      bandId: z.string().optional(),
      basisPoints: z.number().int().optional(),
      full: rupiahSchema,
      discount: rupiahSchema,
      discountId: z.string().optional(),
      withheldDiscountId: z.string().optional(),
      withheldBecause: z.string().optional(),
      amount: rupiahSchema,
      text: textSchema,
    }),
  ),
});
export type ExplainPremiumOutput = z.infer<typeof output>;
