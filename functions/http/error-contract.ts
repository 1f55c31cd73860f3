import * as z from 'zod';
import { textSchema } from '../../domain/text-schema.ts';

/** The body of every answer that is no success; API Gateway's own refusals (401, 404 of no route) have only a message. */
export const errorBodySchema = z.object({
  error: z.object({
    /** Stable, for programs. */
    code: z.string(),
    /** For people: what is wrong and what to do. */
    text: textSchema,
    /** Place of what does not fit: `body.roster.rows.3.nik`. */
    field: z.string().optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
