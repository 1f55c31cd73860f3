import * as z from 'zod';
import { personIdSchema } from '../identity/ids.ts';

/** `certain`: seen in its source; `likely`: general knowledge or second hand; `unknown`: nobody has said so. */
export const certaintySchema = z.enum(['certain', 'likely', 'unknown']);
export type Certainty = z.infer<typeof certaintySchema>;

/** Where a figure comes from. A figure that is not certain needs the administrator who confirmed it, with the paper. */
export const provenanceShape = {
  source: z.string().min(1),
  certainty: certaintySchema,
  confirmedBy: z.strictObject({ personId: personIdSchema, on: z.iso.date(), paper: z.string().min(1) }).exactOptional(),
};
export interface Provenance {
  readonly source: string;
  readonly certainty: Certainty;
  readonly confirmedBy?: { readonly personId: string; readonly on: string; readonly paper: string };
}
