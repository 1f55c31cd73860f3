import * as z from 'zod';
import { programmeSchema } from '../programme/programme.ts';
import { certaintySchema } from '../tariff/provenance.ts';
import { textSchema } from '../text-schema.ts';

/** A right that unbroken months bring: so many months of a programme without a month missing. */
export const milestoneSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    programme: programmeSchema,
    months: z.int().min(1).max(600),
    /** What is gained when the months are full, and what holds until then. */
    gains: textSchema,
    source: textSchema,
    certainty: certaintySchema,
  })
  .readonly();
export type Milestone = z.infer<typeof milestoneSchema>;
