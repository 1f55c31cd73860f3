import * as z from 'zod';
import { officeSchema } from '../../../domain/configuration/regency.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

const placeSchema = z.object({ code: z.string(), name: z.string() });

/** The offices in force, and the places that their `villages` can name: the regency, its kecamatan and its villages. */
export const output = z.object({
  offices: z.array(officeSchema),
  regency: placeSchema,
  kecamatan: z.array(placeSchema),
  villages: z.array(placeSchema),
});
export type ListOfficesOutput = z.infer<typeof output>;
