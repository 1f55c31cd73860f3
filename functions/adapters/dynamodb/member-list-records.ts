import * as z from 'zod';
import { storedObjectSchema } from './records.ts';

/** Which list of BPJS TK's members is in force; the list itself is an object, its NIKs hashed. */
export const memberListHeadSchema = z.object({
  version: z.number().int(),
  object: storedObjectSchema,
  /** Local day as of which it speaks. */
  asOf: z.string(),
  workers: z.number().int(),
  loadedAt: z.string(),
  loadedBy: z.string(),
});
export type MemberListHead = z.infer<typeof memberListHeadSchema>;
