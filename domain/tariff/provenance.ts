import * as z from 'zod';
import { personIdSchema } from '../identity/ids.ts';
import { textSchema } from '../text-schema.ts';
import type { Text } from '../text.ts';

/** `certain`: seen in its source; `likely`: general knowledge or second hand; `unknown`: nobody has said so. */
export const certaintySchema = z.enum(['certain', 'likely', 'unknown']);
export type Certainty = z.infer<typeof certaintySchema>;

/** The name of a law or paper is the same in every language; where more is said about it, it is said in both. */
export const citationSchema = z.union([z.string().min(1), textSchema]);
export type Citation = z.infer<typeof citationSchema>;

export function citationIn(citation: Citation, language: keyof Text): string {
  return typeof citation === 'string' ? citation : citation[language];
}

/** Where a figure comes from. A figure that is not certain needs the administrator who confirmed it, with the paper. */
export const provenanceShape = {
  source: citationSchema,
  certainty: certaintySchema,
  confirmedBy: z.strictObject({ personId: personIdSchema, on: z.iso.date(), paper: z.string().min(1) }).exactOptional(),
};
export interface Provenance {
  readonly source: Citation;
  readonly certainty: Certainty;
  readonly confirmedBy?: { readonly personId: string; readonly on: string; readonly paper: string };
}
