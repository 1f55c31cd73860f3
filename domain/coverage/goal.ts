import * as z from 'zod';
import { certaintySchema } from '../tariff/provenance.ts';

/** How many workers the regency means to cover in each month of a year, in all and by kecamatan (dotted code). */
export const goalSchema = z
  .strictObject({
    year: z.int().min(2020).max(2099),
    byKecamatan: z.record(z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/), z.int().min(0)).readonly(),
    source: z.string().min(1),
    certainty: certaintySchema,
  })
  .readonly();
export type Goal = z.infer<typeof goalSchema>;

/** The part of a year's goal that lies in these kecamatan; `undefined` when nobody set one. */
export function goalOf(goals: readonly Goal[], year: number, kecamatan: readonly string[]): number | undefined {
  const goal = goals.find((one) => one.year === year);
  return goal && kecamatan.reduce((sum, code) => sum + (goal.byKecamatan[code] ?? 0), 0);
}
