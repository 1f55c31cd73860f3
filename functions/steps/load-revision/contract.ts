import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { revisionStatusSchema } from '../../../domain/request/lifecycle.ts';

export const input = z.object({ revisionId: revisionIdSchema });
export type LoadRevisionInput = z.infer<typeof input>;

/** Where an execution of this revision goes on; `end` when it is committed or dead. */
export const output = z.object({
  status: revisionStatusSchema,
  resumeAt: z.enum(['parse', 'approve', 'recheck', 'record', 'end']),
});
export type LoadRevisionOutput = z.infer<typeof output>;
