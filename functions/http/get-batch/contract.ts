import * as z from 'zod';
import { auditEventSchema } from '../../../domain/audit/chain.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';
import { textSchema } from '../../../domain/text-schema.ts';
import { answerFileSchema } from '../../adapters/dynamodb/answer-records.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import { batchListEntrySchema } from '../list-batches/contract.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
export const body = z.object({});

const fileSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  /** Absent for whoever may know of the file but not read it: only finance gets the rosters, with their whole NIKs. */
  url: z.string().optional(),
  expiresAt: z.string().optional(),
});

/** One batch as finance sees it; files come by addresses that end soon, amounts are whole rupiah. */
export const output = batchListEntrySchema.extend({
  sequence: z.number().int(),
  programmes: z.array(programmeSchema),
  revisions: z.array(z.string()),
  byAllocation: batchHeadSchema.shape.byAllocation,
  accepted: batchHeadSchema.shape.accepted,
  rejected: batchHeadSchema.shape.rejected,
  reversed: batchHeadSchema.shape.reversed,
  /** Lines that came from an earlier batch of the slot, and lines that went on to `followUp`. */
  carriedIn: batchHeadSchema.shape.carriedIn,
  carriedOut: batchHeadSchema.shape.carriedOut,
  followUp: batchHeadSchema.shape.followUp,
  credits: batchHeadSchema.shape.credits,
  heldUntil: z.string().optional(),
  pendingLines: z.number().int().optional(),
  applying: z.string().optional(),
  facts: batchHeadSchema.shape.facts,
  /** What another finance person put right in the facts, each perhaps with its paper. */
  corrections: batchHeadSchema.shape.corrections,
  problem: batchHeadSchema.shape.problem,
  files: z.array(fileSchema),
  answers: z.array(
    answerFileSchema.pick({ sha256: true, fileName: true, by: true, at: true, status: true, counts: true }),
  ),
  /** Whose turn it is, what to do, and which amount the fact that comes next must have. */
  next: z.object({
    turn: z.enum(['finance', 'administrator', 'system', 'nobody']),
    text: textSchema,
    fact: z.enum(['billed', 'sp2d', 'paid']).optional(),
    amount: rupiahSchema.optional(),
    /** What earlier payments left with BPJS TK and the bill takes: it is that much less than the accepted lines. */
    credit: rupiahSchema.optional(),
  }),
  /** Names of everybody whose id stands here. */
  people: z.record(z.string(), z.string()),
  timeline: z.array(auditEventSchema.pick({ seq: true, type: true, at: true, by: true, data: true })),
});
export type GetBatchOutput = z.infer<typeof output>;
