import * as z from 'zod';
import { requestIdSchema } from '../../../domain/identity/ids.ts';

/** `roster`: the file as it was sent, for officers only, because it holds whole NIKs; `sk`, `pks`: the papers. */
export const params = z.object({ requestId: requestIdSchema, name: z.enum(['roster', 'sk', 'pks']) });
export type GetRequestFileParams = z.infer<typeof params>;
export const query = z.object({});
export const body = z.object({});

/** An address that ends soon, and what the file's content must hash to. */
export const output = z.object({ url: z.string(), expiresAt: z.string(), sha256: z.string(), bytes: z.number().int() });
export type GetRequestFileOutput = z.infer<typeof output>;
