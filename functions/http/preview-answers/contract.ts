import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { answerFileSchema } from '../../adapters/dynamodb/answer-records.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});
export const body = z.object({ uploadKey: z.string().min(1).max(200), fileName: z.string().min(1).max(200) });
export type PreviewAnswersBody = z.infer<typeof body>;

/**
 * What the file would do; nothing is applied. `readingId` names exactly this reading in `POST …/{sha256}/apply`.
 * `ready`: it may be applied. `refused`: as a whole, `problem` says why. `stored`, `applied`: this very file was handed in
 * before and is not read again. Rows come page by page from `GET …/{sha256}/rows`. Amounts are whole rupiah.
 */
export const output = z.object({
  batchId: batchIdSchema,
  sha256: z.string(),
  fileName: z.string(),
  status: z.enum(['ready', 'refused', 'stored', 'applied']),
  readingId: answerFileSchema.shape.readingId,
  rows: answerFileSchema.shape.rows,
  counts: answerFileSchema.shape.counts,
  effects: answerFileSchema.shape.effects,
  pages: answerFileSchema.shape.pages,
  problem: answerFileSchema.shape.problem,
});
export type PreviewAnswersOutput = z.infer<typeof output>;
