import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema, personIdSchema } from '../../../domain/identity/ids.ts';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { periodSchema } from '../../../domain/period/period.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';
import { amountByAllocationSchema, storedObjectSchema } from './records.ts';

const factEntry = { at: z.string(), by: personIdSchema, paper: storedObjectSchema.optional() };

const paymentSchema = z.object({
  bankReference: z.string(),
  date: z.string(),
  amount: rupiahSchema,
  byAllocation: amountByAllocationSchema,
  ...factEntry,
  reversed: z.object({ date: z.string(), reason: z.string(), at: z.string(), by: personIdSchema }).optional(),
});
export type Payment = z.infer<typeof paymentSchema>;

/** What finance entered, each with the scanned paper when there is one. Dates are local days, amounts whole rupiah. */
const paymentFactsSchema = z.object({
  billed: z.object({ kodeIuran: z.string(), amount: rupiahSchema, ...factEntry }).optional(),
  sp2d: z.object({ number: z.string(), date: z.string(), amount: rupiahSchema, ...factEntry }).optional(),
  /** The payment that completed the SP2D's amount; the amount is that of all payments together. */
  paid: z.object({ bankReference: z.string(), date: z.string(), amount: rupiahSchema, ...factEntry }).optional(),
  /** Every payment in order, those that the bank took back among them. */
  payments: z.array(paymentSchema).optional(),
});

const lineSumsSchema = z.object({
  lines: z.number().int(),
  total: rupiahSchema,
  byAllocation: amountByAllocationSchema,
});

export const batchHeadSchema = z.object({
  batchId: batchIdSchema,
  slot: z.string(),
  status: batchStatusSchema,
  version: z.number().int(),
  attempt: z.number().int(),
  wadahId: z.string(),
  sourceId: z.string(),
  programmes: z.array(programmeSchema),
  period: periodSchema,
  fiscalYear: z.number().int(),
  sequence: z.number().int(),
  /** Gap-free number of the fiscal year, given when the membership closes. */
  number: z.number().int().optional(),
  openedAt: z.string(),
  changedAt: z.string(),
  dueDate: z.string(),
  members: z.number().int(),
  /** Sealed count and sum: the lines BPJS TK will see. */
  lines: z.number().int().optional(),
  total: rupiahSchema.optional(),
  /** Rupiah per allocation id of the sealed lines. */
  byAllocation: amountByAllocationSchema.optional(),
  chunksObject: storedObjectSchema.optional(),
  /** Versions of the configuration documents, and the column mapping, that all files of the batch are made with. */
  export: z
    .object({
      filesVersion: z.number().int(),
      regencyVersion: z.number().int(),
      wadahVersion: z.number().int().optional(),
      fundingSourcesVersion: z.number().int().optional(),
      mappingId: z.string(),
    })
    .optional(),
  files: z.record(z.string(), storedObjectSchema).optional(),
  /** Chunks that an earlier batch of the slot carried over. */
  carriedChunks: z.number().int().optional(),
  /** Lines whose money came with them, and lines that went on to the follow-up batch. */
  carriedIn: lineSumsSchema.optional(),
  carriedOut: lineSumsSchema.optional(),
  followUp: batchIdSchema.optional(),
  /** Open lines are being carried over; nothing else is accepted meanwhile. */
  carrying: z.boolean().optional(),
  /** SHA-256 of the answer file being applied; nothing else is accepted meanwhile. */
  applying: z.string().optional(),
  accepted: z
    .object({ lines: z.number().int(), total: rupiahSchema, byAllocation: amountByAllocationSchema })
    .optional(),
  rejected: z.object({ lines: z.number().int(), total: rupiahSchema }).optional(),
  /** Lines that were rejected after the payment. */
  reversed: lineSumsSchema.optional(),
  pendingLines: z.number().int().optional(),
  /** Credits that the bill takes; `moved` once the ledger holds them as disbursed. */
  credits: z.object({ total: rupiahSchema, byAllocation: amountByAllocationSchema, moved: z.boolean() }).optional(),
  /** Until then a paid batch waits for rejections, reversals and corrections (UTC instant). */
  heldUntil: z.string().optional(),
  /** Settling has begun: nothing about the payment changes any more. */
  settling: z.boolean().optional(),
  facts: paymentFactsSchema.optional(),
  /** What another finance person put right in the facts; both values stay. */
  corrections: z
    .array(
      z.object({
        fact: z.enum(['billed', 'sp2d', 'payment']),
        before: z.record(z.string(), z.unknown()),
        after: z.record(z.string(), z.string()),
        reason: z.string(),
        enteredBy: z.string(),
        ...factEntry,
      }),
    )
    .optional(),
  /** When finance was told; reminders count from here. */
  sentAt: z.string().optional(),
  remindersSent: z.number().int().optional(),
  problem: z.object({ code: z.string(), id: z.string(), en: z.string() }).optional(),
  needsAdministrator: z.boolean().optional(),
  duePk: z.string().optional(),
  dueBy: z.string().optional(),
  listPk: z.string().optional(),
  listSk: z.string().optional(),
});
export type BatchHead = z.infer<typeof batchHeadSchema>;
