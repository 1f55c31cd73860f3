import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { lineStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { textSchema } from '../../../domain/text-schema.ts';
import { answerRowSchema } from '../../adapters/dynamodb/answer-records.ts';

export const params = z.object({ batchId: batchIdSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
/** `attention`: only rows that change nothing although they mean something. */
export const query = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  only: z.enum(['all', 'attention']).default('all'),
});
export const body = z.object({});
export type ListAnswerRowsQuery = z.infer<typeof query>;

/** A line of the batch that the row names, as it stands now; `lineId` is its number in our export. */
const lineSchema = z.object({ lineId: z.string(), total: rupiahSchema, status: lineStatusSchema });

/** `preview`: not handed in yet. A row's `column` and `value` are the cell that decided its outcome; NIKs are masked. */
export const output = z.object({
  batchId: batchIdSchema,
  sha256: z.string(),
  readingId: z.string().optional(),
  status: z.enum(['preview', 'stored', 'applied', 'refused']),
  page: z.number().int(),
  pages: z.number().int(),
  rows: z.array(answerRowSchema.extend({ text: textSchema, lines: z.array(lineSchema) })),
});
export type ListAnswerRowsOutput = z.infer<typeof output>;
