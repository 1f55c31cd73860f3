import * as z from 'zod';
import { textSchema } from '../../../domain/text-schema.ts';

export const params = z.object({});
export const query = z.object({});
/** `asOf`: the local day as of which BPJS TK's list speaks. */
export const body = z.object({ uploadKey: z.string().max(200), asOf: z.iso.date() });
export type LoadMembersBody = z.infer<typeof body>;

/** `refused`: nothing was changed; `problems` are the first rows that are wrong, `wrongRows` how many there are. */
export const output = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('stored'),
    version: z.number().int(),
    asOf: z.string(),
    workers: z.number().int(),
  }),
  z.object({
    outcome: z.literal('refused'),
    wrongRows: z.number().int(),
    problems: z.array(z.object({ row: z.number().int(), column: z.string(), value: z.string(), reason: textSchema })),
  }),
]);
export type LoadMembersOutput = z.infer<typeof output>;
