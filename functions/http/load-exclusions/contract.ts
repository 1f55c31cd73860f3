import * as z from 'zod';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({
  entries: z
    .array(
      z.object({
        nik: z.string().regex(/^\d{16}$/, 'must be 16 digits'),
        reason: z.enum(['deceased', 'moved', 'left']),
        since: z.iso.date(),
      }),
    )
    .min(1)
    .max(1000),
});
export const output = z.object({ loaded: z.number().int() });
export type ExclusionEntry = z.infer<typeof body>['entries'][number];
