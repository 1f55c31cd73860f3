import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { rosterChunkSchema } from '../../../domain/request/chunks.ts';

/** `chunk` is an entry of the manifest. */
export const input = z.object({ revisionId: revisionIdSchema, chunk: rosterChunkSchema });
export type RecheckChunkInput = z.infer<typeof input>;

export const output = z.object({ chunk: z.number().int(), removed: z.number().int() });
export type RecheckChunkOutput = z.infer<typeof output>;
