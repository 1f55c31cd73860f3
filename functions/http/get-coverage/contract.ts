import * as z from 'zod';
import { requestIdSchema } from '../../../domain/identity/ids.ts';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { monthSchema } from '../../../domain/period/period.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';
import { textSchema } from '../../../domain/text-schema.ts';

export const params = z.object({});
export const query = z.object({});
/** A worker by NIK, or as a trail's rows name one; in the body, because addresses end up in logs. */
export const body = z.union([
  z.strictObject({ nik: z.string().regex(/^\d{16}$/, 'must be 16 digits') }),
  z.strictObject({ worker: z.string().regex(/^[\w-]{22}$/, 'must be a worker as a trail names it') }),
]);
export type GetCoverageBody = z.infer<typeof body>;

const monthRowSchema = z.object({
  month: monthSchema,
  programme: programmeSchema,
  /** `held`: claimed by a request on its way; `committed`: recorded, not yet with BPJS TK; `paid`. */
  state: z.enum(['held', 'committed', 'paid']),
  /** Whole rupiah; absent until the premium is recorded. */
  amount: rupiahSchema.optional(),
  /** Who pays: the funding source, and the wadah in whose name. */
  sourceId: z.string(),
  wadahId: z.string(),
  requestId: requestIdSchema,
  batchId: z.string().optional(),
});
export type CoverageMonth = z.infer<typeof monthRowSchema>;

const programmeRowSchema = z.object({
  programme: programmeSchema,
  paidMonths: z.number().int(),
  unbrokenMonths: z.number().int(),
  unbrokenSince: monthSchema.optional(),
  paidUntil: monthSchema.optional(),
  coverEnds: z.string().optional(),
  next: z.object({ month: monthSchema, dueDate: z.string(), isHeld: z.boolean() }).optional(),
});

const milestoneRowSchema = z.object({
  id: z.string(),
  programme: programmeSchema,
  months: z.number().int(),
  reached: z.boolean(),
  missingMonths: z.number().int(),
  reachedWith: monthSchema.optional(),
  gains: textSchema,
  source: textSchema,
});

/** Months ascending. `nik`, masked, is there when it was asked for; `participant` and `coverFrom` are BPJS TK's last answer. */
export const output = z.object({
  nik: z.string().optional(),
  participant: z.string().optional(),
  coverFrom: z.string().optional(),
  months: z.array(monthRowSchema),
  programmes: z.array(programmeRowSchema),
  milestones: z.array(milestoneRowSchema),
});
export type GetCoverageOutput = z.infer<typeof output>;
