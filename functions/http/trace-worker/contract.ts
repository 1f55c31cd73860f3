import * as z from 'zod';
import { allocationSchema, journalEntrySchema } from '../../adapters/dynamodb/ledger-records.ts';
import { trailRowSchema } from '../../trail/trail-row.ts';

export const params = z.object({});
export const query = z.object({});
/** A worker by NIK, or as a trail's rows name one; in the body, because addresses end up in logs. */
export const body = z.union([
  z.strictObject({ nik: z.string().regex(/^\d{16}$/, 'must be 16 digits') }),
  z.strictObject({ worker: z.string().regex(/^[\w-]{22}$/, 'must be a worker as a trail names it') }),
]);

/**
 * Back from a worker's months to the allocations: the premiums, every allocation behind them, and the movements of the
 * requests and batches that brought the money there. `csv` holds the same rows as a file.
 */
export const output = z.object({
  rows: z.array(trailRowSchema),
  allocations: z.array(allocationSchema.omit({ version: true })),
  movements: z.array(journalEntrySchema),
  csv: z.string(),
});
export type TraceWorkerBody = z.infer<typeof body>;
export type TraceWorkerOutput = z.infer<typeof output>;
