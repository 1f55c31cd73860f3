import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({ revisionId: revisionIdSchema });
export const query = z.object({});
export const body = z.object({});

/** The draft roster, a CSV in the template's columns, to fetch from `url` until `expiresAt`. */
export const output = z.object({
  url: z.string(),
  expiresAt: z.string(),
  fileName: z.string(),
  rows: z.number().int(),
});
export type DraftRenewalOutput = z.infer<typeof output>;
