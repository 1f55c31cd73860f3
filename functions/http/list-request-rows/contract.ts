import * as z from 'zod';
import { lineStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import { textSchema } from '../../../domain/text-schema.ts';

const outcomeSchema = z.enum(['bad', 'refuse', 'warn', 'pass']);

export const params = z.object({ requestId: requestIdSchema });
/** `outcome`: only rows that the check brought to this; `line`: only those whose premium stands so; all when absent. */
export const query = z.object({
  outcome: outcomeSchema.optional(),
  line: lineStatusSchema.optional(),
  cursor: z.string().max(40).optional(),
});
export type ListRequestRowsQuery = z.infer<typeof query>;
export const body = z.object({});

/**
 * One row of the officer's file: what the check made of it and why. `line` is where a recorded worker's premium stands;
 * `participant` (KPJ), `coverFrom` (local day) and `answer` (why it was rejected) are BPJS TK's.
 * Reasons of rules carry their rule's id. The NIK is masked.
 */
const rowSchema = z.object({
  row: z.number().int(),
  nik: z.string(),
  name: z.string(),
  outcome: outcomeSchema,
  reasons: z.array(z.object({ ruleId: z.string().optional(), text: textSchema })),
  line: lineStatusSchema.optional(),
  participant: z.string().optional(),
  coverFrom: z.string().optional(),
  answer: z.string().optional(),
});
export type RequestRow = z.infer<typeof rowSchema>;

/** Bad rows first, then the others in order of the file. A page may hold few rows, even none, while `cursor` says more follow. */
export const output = z.object({
  revisionId: revisionIdSchema,
  rows: z.array(rowSchema),
  cursor: z.string().optional(),
});
export type ListRequestRowsOutput = z.infer<typeof output>;
