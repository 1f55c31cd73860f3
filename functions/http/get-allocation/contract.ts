import * as z from 'zod';
import { allocationSchema, journalEntrySchema } from '../../adapters/dynamodb/ledger-records.ts';

export const params = z.object({ allocationId: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/) });
export const query = z.object({ cursor: z.string().max(500).optional() });
export const body = z.object({});

/** Balances as they stand now, and movements by the request or batch that made them; `cursor` is there when more follow. */
export const output = z.object({
  allocation: allocationSchema.omit({ version: true }),
  movements: z.array(journalEntrySchema),
  cursor: z.string().optional(),
});
export type GetAllocationOutput = z.infer<typeof output>;
