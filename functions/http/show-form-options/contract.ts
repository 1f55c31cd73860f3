import * as z from 'zod';
import { fundingSourceSchema, wadahSchema } from '../../../domain/configuration/funding.ts';
import { occupationSchema } from '../../../domain/eligibility/occupations.ts';
import { monthSchema, periodLengthSchema } from '../../../domain/period/period.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

/**
 * What the caller's office can ask for today, and what a roster is judged against: the same as submit and the parser
 * take. `today` is the regency's local day.
 */
export const output = z.object({
  today: z.iso.date(),
  wadah: z.array(wadahSchema),
  fundingSources: z.array(z.object({ sourceId: fundingSourceSchema.unwrap().shape.sourceId, name: z.string() })),
  programmes: z.array(programmeSchema),
  defaultProgrammes: z.array(programmeSchema),
  /** First months that are open, each with the lengths that can begin there. */
  periods: z.array(z.object({ firstMonth: monthSchema, lengths: z.array(periodLengthSchema) })),
  /** Every village of the regency; `isOwn` where the office can propose workers from it. */
  villages: z.array(z.object({ code: z.string(), name: z.string(), kecamatan: z.string(), isOwn: z.boolean() })),
  occupations: z.array(occupationSchema),
});
export type ShowFormOptionsOutput = z.infer<typeof output>;
