import * as z from 'zod';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { monthSchema } from '../../../domain/period/period.ts';

export const params = z.object({});
/** `month`: a coverage month among those of the batch; `unfinished`: every status but closed. */
export const query = z.object({
  /** Only those that wait for an administrator, because repair has used up its attempts. */
  stuck: z.literal('true').optional(),
  cursor: z.string().max(500).optional(),
  status: z.enum([...batchStatusSchema.options, 'unfinished']).optional(),
  month: monthSchema.optional(),
  sourceId: z.string().max(40).optional(),
});
export type ListBatchesQuery = z.infer<typeof query>;
export const body = z.object({});

export const batchListEntrySchema = z.object({
  batchId: batchIdSchema,
  number: z.number().int().optional(),
  status: batchStatusSchema,
  wadahId: z.string(),
  sourceId: z.string(),
  firstMonth: z.string(),
  months: z.number().int(),
  dueDate: z.string(),
  openedAt: z.string(),
  lines: z.number().int().optional(),
  total: z.number().int().optional(),
  needsAdministrator: z.boolean(),
});
export type BatchListEntry = z.infer<typeof batchListEntrySchema>;

/** Newest first; `cursor` is there when more may follow, though a page that was filtered may be empty. Whole rupiah. */
export const output = z.object({ batches: z.array(batchListEntrySchema), cursor: z.string().optional() });
export type ListBatchesOutput = z.infer<typeof output>;
