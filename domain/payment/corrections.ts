import * as z from 'zod';

const reference = z.string().trim().min(3).max(100);
const day = z.iso.date();

/** Which fact another finance person corrects, and the values that change. `payment` is named by the reference it has now. */
export const correctionSchema = z.discriminatedUnion('fact', [
  z.object({
    fact: z.literal('billed'),
    kodeIuran: z.string().regex(/^\d{11}$/, 'must be the 11 digits of the kode iuran'),
  }),
  z.object({ fact: z.literal('sp2d'), number: reference.optional(), date: day.optional() }),
  z.object({
    fact: z.literal('payment'),
    of: reference,
    bankReference: reference.optional(),
    date: day.optional(),
  }),
]);
export type Correction = z.infer<typeof correctionSchema>;
