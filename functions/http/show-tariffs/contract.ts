import * as z from 'zod';
import { fundingSourceSchema } from '../../../domain/configuration/funding.ts';
import { bandSchema, bpuTariffRowSchema, discountSchema, puTariffRowSchema } from '../../../domain/tariff/tariff.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

/** Every figure with its source, its certainty and who confirmed it. `unsettled`: ids of those that price nothing yet. */
export const output = z.object({
  version: z.number().int(),
  name: z.string(),
  bpu: z.array(bpuTariffRowSchema),
  bands: z.array(bandSchema),
  discounts: z.array(discountSchema),
  pu: z.array(puTariffRowSchema),
  fundingSources: z.array(fundingSourceSchema),
  unsettled: z.array(z.string()),
});
export type ShowTariffsOutput = z.infer<typeof output>;
