import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { answerCountsSchema, answerFileSchema } from '../../adapters/dynamodb/answer-records.ts';

export const params = z.object({ batchId: batchIdSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export const query = z.object({});
export const body = z.object({});

/** What became of an answer file; `report` is a CSV with one outcome for each row, NIKs masked. */
export const output = z.object({
  batchId: batchIdSchema,
  sha256: z.string(),
  fileName: z.string(),
  at: z.string(),
  by: z.string(),
  status: answerFileSchema.shape.status,
  rows: z.number().int().optional(),
  counts: answerCountsSchema.optional(),
  problem: answerFileSchema.shape.problem,
  report: z.object({ url: z.string(), expiresAt: z.string() }).optional(),
});
export type GetAnswersOutput = z.infer<typeof output>;
