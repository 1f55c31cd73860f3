import * as z from 'zod';
import { holdsNik } from '../../../domain/nik/holds-nik.ts';
import { batchListEntrySchema } from '../list-batches/contract.ts';
import { requestListEntrySchema } from '../list-requests/contract.ts';

export const params = z.object({});
/** `q`: id of a request, a revision or a batch, a kode iuran, an SP2D number or a bank reference. Never a NIK. */
export const query = z.object({
  q: z
    .string()
    .trim()
    .min(3)
    .max(60)
    .refine((text) => !/\d{16}/.test(text) && !holdsNik(text), 'must not hold a NIK'),
});
export type SearchQuery = z.infer<typeof query>;
export const body = z.object({});

/** What carries exactly this id or number; an officer finds requests of the own office only. */
export const output = z.object({
  requests: z.array(requestListEntrySchema),
  batches: z.array(batchListEntrySchema),
});
export type SearchOutput = z.infer<typeof output>;
