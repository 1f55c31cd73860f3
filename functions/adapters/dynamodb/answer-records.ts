import * as z from 'zod';
import { batchIdSchema, personIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
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

/** One answer file of a batch, stored once under its SHA-256. */
export const answerFileSchema = z.object({
  batchId: batchIdSchema,
  sha256: z.string(),
  fileName: z.string(),
  object: storedObjectSchema,
  by: personIdSchema,
  at: z.string(),
  status: z.enum(['stored', 'applied', 'refused']),
  rows: z.number().int().optional(),
  /** Rows by what became of them. */
  counts: answerCountsSchema.optional(),
  /** The list of parts, in the work bucket, once the file was read: reading it again would judge lines it has changed. */
  parts: storedObjectSchema.extend({ count: z.number().int() }).optional(),
  /** Every row with its outcome (CSV, NIK masked), in the work bucket. */
  report: storedObjectSchema.optional(),
  problem: z.object({ code: z.string(), id: z.string(), en: z.string() }).optional(),
});
export type AnswerFile = z.infer<typeof answerFileSchema>;
