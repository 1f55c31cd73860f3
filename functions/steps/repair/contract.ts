import * as z from 'zod';

export const input = z.object({});
export type RepairInput = z.infer<typeof input>;

export const output = z.object({
  looked: z.number().int().min(0),
  acted: z.number().int().min(0),
  /** Items that could not be mended this time; the next run takes them again. */
  failed: z.number().int().min(0),
});
export type RepairOutput = z.infer<typeof output>;
