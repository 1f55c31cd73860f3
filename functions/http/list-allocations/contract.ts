import * as z from 'zod';
import { allocationSchema } from '../../adapters/dynamodb/ledger-records.ts';

export const params = z.object({});
export const query = z.object({ fiscalYear: z.coerce.number().int().min(2000).max(2100) });
export const body = z.object({});
export const output = z.object({ allocations: z.array(allocationSchema.omit({ version: true })) });
