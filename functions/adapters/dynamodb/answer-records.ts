import * as z from 'zod';
import { batchIdSchema, personIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { ANSWER_OUTCOMES } from '../../../domain/payment/answer-verdict.ts';
import { storedObjectSchema } from './records.ts';

/** One part of an answer file: lines of one chunk, small enough for one transaction. */
export const answerPartSchema = z.object({
  part: z.number().int().min(1),
  revisionId: revisionIdSchema,
  chunk: z.number().int().min(1),
  /** Of carried lines: the follow-up batch. */
  batchId: batchIdSchema.optional(),
  key: z.string(),
  sha256: z.string(),
});
export type AnswerPart = z.infer<typeof answerPartSchema>;

/** What an answer says of one line; the content of a part's object is an array of these. */
export const lineAnswerSchema = z.object({
  row: z.number().int(),
  verdict: z.enum(['accepted', 'rejected']),
  participant: z.string().optional(),
  coverFrom: z.string().optional(),
  reason: z.string().optional(),
});
export type LineAnswer = z.infer<typeof lineAnswerSchema>;

export const answerCountsSchema = z.partialRecord(z.enum(ANSWER_OUTCOMES), z.number().int());

const sumSchema = z.object({ lines: z.number().int(), total: rupiahSchema });

/** What applying a file will do to the batch, or did. Whole rupiah. */
export const answerEffectsSchema = z.object({
  accepted: sumSchema,
  rejected: sumSchema,
  /** Lines that stay open afterwards. */
  pendingLines: z.number().int(),
  /** The bill that stands no longer equals the accepted lines and falls. */
  voidsBill: z.boolean(),
});
export type AnswerEffects = z.infer<typeof answerEffectsSchema>;

/** A line of the batch that a row names, with the chunk where it lies. */
const namedLineSchema = z.object({
  revisionId: revisionIdSchema,
  chunk: z.number().int().min(1),
  /** Of a carried line: the follow-up batch. */
  batchId: batchIdSchema.optional(),
  row: z.number().int(),
  total: rupiahSchema,
});
export type NamedLine = z.infer<typeof namedLineSchema>;

/** One row of an answer file as its pages hold it; NIKs are masked. `column`, `value`: the cell that decided the outcome. */
export const answerRowSchema = z.object({
  row: z.number().int(),
  nik: z.string(),
  word: z.string(),
  outcome: z.enum(ANSWER_OUTCOMES),
  column: z.string().optional(),
  value: z.string().optional(),
  /** Pages that were written before lines were named have none. */
  lines: z.array(namedLineSchema).default([]),
});
export type AnswerRowEntry = z.infer<typeof answerRowSchema>;

/**
 * What reading a file gave. Its objects lie in the work bucket in a folder named after their content (`readingId`), so
 * that one reading never overwrites another.
 */
const readingFields = {
  readingId: z.string().optional(),
  rows: z.number().int().optional(),
  /** Rows by what became of them. */
  counts: answerCountsSchema.optional(),
  effects: answerEffectsSchema.optional(),
  /** The list of parts, once the file was read: reading it again would judge lines it has changed. */
  parts: storedObjectSchema.extend({ count: z.number().int() }).optional(),
  /** Every row with its outcome (CSV, NIK masked). */
  report: storedObjectSchema.optional(),
  /** How many pages of row outcomes there are: of all rows, and of those that a person should look at. */
  pages: z.object({ all: z.number().int(), attention: z.number().int() }).optional(),
  problem: z.object({ code: z.string(), id: z.string(), en: z.string() }).optional(),
};

/** One answer file of a batch, stored once under its SHA-256. */
export const answerFileSchema = z.object({
  batchId: batchIdSchema,
  sha256: z.string(),
  fileName: z.string(),
  object: storedObjectSchema,
  by: personIdSchema,
  at: z.string(),
  status: z.enum(['stored', 'applied', 'refused']),
  ...readingFields,
});
export type AnswerFile = z.infer<typeof answerFileSchema>;
export type Reading = Pick<AnswerFile, keyof typeof readingFields>;

/** The last preview of a file: read against the batch as `basis` tells it, applied only while that still holds. */
export const answerPreviewSchema = answerFileSchema
  .omit({ status: true })
  .extend({ readingId: z.string(), basis: z.string() });
export type AnswerPreview = z.infer<typeof answerPreviewSchema>;
