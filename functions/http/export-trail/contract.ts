import * as z from 'zod';

export const params = z.object({ allocationId: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/) });
export const query = z.object({});
/** `cursor` of the file before, when the trail does not fit into one. */
export const body = z.object({ cursor: z.string().max(500).optional() });

/** A CSV to fetch from `url` until `expiresAt`; `cursor` is there when another file follows. */
export const output = z.object({
  url: z.string(),
  expiresAt: z.string(),
  rows: z.number().int(),
  sha256: z.string(),
  cursor: z.string().optional(),
});
export type ExportTrailOutput = z.infer<typeof output>;
