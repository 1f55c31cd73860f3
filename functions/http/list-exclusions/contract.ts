import * as z from 'zod';

export const params = z.object({});
export const query = z.object({ cursor: z.string().max(500).optional() });
export const body = z.object({});

/** Newest first; NIKs are masked. `since`: local day from which it holds. */
export const output = z.object({
  exclusions: z.array(
    z.object({
      nik: z.string(),
      reason: z.enum(['deceased', 'moved', 'left']),
      since: z.string(),
      loadedAt: z.string(),
      loadedBy: z.string(),
    }),
  ),
  cursor: z.string().optional(),
});
export type ListExclusionsOutput = z.infer<typeof output>;
