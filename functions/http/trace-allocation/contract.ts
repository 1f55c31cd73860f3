import * as z from 'zod';
import { allocationSchema } from '../../adapters/dynamodb/ledger-records.ts';
import { trailRowSchema } from '../../trail/trail-row.ts';

export const params = z.object({ allocationId: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/) });
export const query = z.object({ cursor: z.string().max(500).optional() });
export const body = z.object({});

/** Every worker-month that the allocation pays, page by page; `cursor` is there when more follow. */
export const output = z.object({
  allocation: allocationSchema.omit({ version: true }),
  rows: z.array(trailRowSchema),
  cursor: z.string().optional(),
});
export type TraceAllocationOutput = z.infer<typeof output>;
