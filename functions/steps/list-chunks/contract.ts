import * as z from 'zod';
import { batchIdSchema } from '../../../domain/identity/ids.ts';

export const input = z.object({ batchId: batchIdSchema });
export type ListChunksInput = z.infer<typeof input>;

/** `chunksKey`: object in the work bucket, an array of {revisionId, chunk}. */
export const output = z.object({ chunksKey: z.string(), chunks: z.number().int().min(0) });
export type ListChunksOutput = z.infer<typeof output>;
