import * as z from 'zod';
import { batchIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';

/** `state`: the name of the state that failed, so that the trail says where. */
const failure = { state: z.string().optional(), error: z.string(), cause: z.string().optional() };

/** Error name and cause as the machine's Catch gives them. */
export const input = z.union([
  z.object({ revisionId: revisionIdSchema, ...failure }),
  z.object({ batchId: batchIdSchema, ...failure }),
]);
export type NoteFailureInput = z.infer<typeof input>;

export const output = z.object({ outcome: z.enum(['noted', 'ended']) });
export type NoteFailureOutput = z.infer<typeof output>;
