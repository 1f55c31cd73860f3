import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { rosterChunkSchema } from '../../../domain/request/chunks.ts';

/** `chunk` is an entry of the manifest. */
export const input = z.object({ revisionId: revisionIdSchema, chunk: rosterChunkSchema });
export type RecordPremiumsInput = z.infer<typeof input>;

/** Lines that will be paid, and lines that the second check removed. */
export const output = z.object({ chunk: z.number().int(), lines: z.number().int(), removed: z.number().int() });
export type RecordPremiumsOutput = z.infer<typeof output>;
