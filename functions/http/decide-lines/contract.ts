import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { freeText } from '../free-text.ts';

export const params = z.object({ batchId: batchIdSchema });
export const query = z.object({});

/** `lineId`: the line's number in our export. Decisions are stored and applied like an answer file of BPJS TK. */
const decisionSchema = z.object({
  lineId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}-\d{1,7}$/, 'must be a line number of the export'),
  verdict: z.enum(['accepted', 'rejected']),
  reason: freeText({ min: 3, max: 200 }),
  participant: freeText({ min: 3, max: 40 }).optional(),
  coverFrom: z.iso.date().optional(),
});
export const body = z.object({ decisions: z.array(decisionSchema).min(1).max(500) });
export type DecideLinesBody = z.infer<typeof body>;

export const status = 202;
export const output = z.object({
  batchId: batchIdSchema,
  /** Names the decisions in `GET /api/batches/{batchId}/answers/{sha256}`. */
  sha256: z.string(),
  status: z.enum(['stored', 'applied', 'refused']),
});
export type DecideLinesOutput = z.infer<typeof output>;
