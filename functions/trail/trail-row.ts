import * as z from 'zod';
import { lineStatusSchema } from '../../domain/batch/lifecycle.ts';
import { batchIdSchema, requestIdSchema, revisionIdSchema } from '../../domain/identity/ids.ts';
import { rupiahSchema } from '../../domain/money/money.ts';
import { monthSchema } from '../../domain/period/period.ts';
import { programmeSchema } from '../../domain/programme/programme.ts';

/**
 * Where the rupiah of one worker-month stand. `returned`: rejected before the payment, available again. `overpaid`:
 * rejected after it, a credit with BPJS TK that a later bill takes.
 */
const moneySchema = z.enum(['committed', 'disbursed', 'returned', 'overpaid']);

/**
 * One premium of one worker for one month: the allocation it is paid from at one end, the worker-month at the other.
 * `worker` stands for the NIK, the same in every request; `row` is the row in the officer's sealed file.
 */
export const trailRowSchema = z.object({
  allocationId: z.string(),
  requestId: requestIdSchema,
  revisionId: revisionIdSchema,
  row: z.number().int(),
  worker: z.string(),
  programme: programmeSchema,
  month: monthSchema,
  amount: rupiahSchema,
  lineStatus: lineStatusSchema,
  money: moneySchema,
  batchId: batchIdSchema.optional(),
  batchNumber: z.number().int().optional(),
  kodeIuran: z.string().optional(),
  sp2dNumber: z.string().optional(),
  /** References of the payments that stand, separated by spaces. */
  bankReferences: z.string().optional(),
  participant: z.string().optional(),
  coverFrom: z.string().optional(),
  reason: z.string().optional(),
});
export type TrailRow = z.infer<typeof trailRowSchema>;
