import * as z from 'zod';
import { goalSchema } from '../coverage/goal.ts';
import { milestoneSchema } from '../coverage/milestones.ts';
import { occupationSchema } from '../eligibility/occupations.ts';
import { eligibilityParametersSchema } from '../eligibility/parameters.ts';
import { periodLengthSchema } from '../period/period.ts';
import { programmeSchema } from '../programme/programme.ts';
import { segmentSchema } from '../tariff/tariff.ts';
import { textSchema } from '../text-schema.ts';

/** The programme under which the regency pays: what it buys, for whom, on which basis. Versioned as a whole. */
export const programmesSchema = z
  .strictObject({
    version: z.string().min(1),
    schemeId: z.string().regex(/^[a-z0-9-]+$/),
    name: textSchema,
    segment: segmentSchema,
    basis: z.enum(['smallest', 'by-income']),
    /** What an officer may choose from, and what is chosen unless the officer says otherwise. */
    programmes: z.array(programmeSchema).min(1).readonly(),
    defaultProgrammes: z.array(programmeSchema).min(1).readonly(),
    periodLengths: z.array(periodLengthSchema).min(1).readonly(),
    /** The second check may remove max(workers, percent of the lines rounded down); more stops the request. */
    recheckRemovalLimit: z.strictObject({ percent: z.number().min(0).max(100), workers: z.int().min(0) }).readonly(),
    occupations: z.array(occupationSchema).min(1).readonly(),
    eligibility: eligibilityParametersSchema,
    /** What unbroken months bring a worker. */
    milestones: z.array(milestoneSchema).readonly().default([]),
    /** What the dashboard measures coverage by. */
    goals: z.array(goalSchema).readonly().default([]),
  })
  .readonly()
  .superRefine((document, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const codes = new Set(document.occupations.map((one) => one.code));
    if (codes.size !== document.occupations.length) issue(['occupations'], 'an occupation code is used twice');
    for (const code of document.eligibility['segment-and-occupation'].excludedOccupations) {
      if (!codes.has(code)) issue(['eligibility', 'segment-and-occupation'], `occupation ${code} is not in the list`);
    }
    for (const programme of document.defaultProgrammes) {
      if (!document.programmes.includes(programme)) issue(['defaultProgrammes'], `${programme} is not offered`);
    }
  });
export type Programmes = z.infer<typeof programmesSchema>;

/** How many of a request's lines the second check may remove before the request stops. */
export function removalLimit(limit: Programmes['recheckRemovalLimit'], lines: number): number {
  return Math.max(limit.workers, Math.floor((lines * limit.percent) / 100));
}
