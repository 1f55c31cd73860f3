import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { answerPartSchema } from '../../adapters/dynamodb/answer-records.ts';

export const input = z.object({
  batchId: batchIdSchema,
  sha256: z.string().length(64),
  item: answerPartSchema,
});
export type ApplyAnswersInput = z.infer<typeof input>;

export const output = z.object({ accepted: z.number().int().min(0), rejected: z.number().int().min(0) });
export type ApplyAnswersOutput = z.infer<typeof output>;
