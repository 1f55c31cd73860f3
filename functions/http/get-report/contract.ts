import * as z from 'zod';
import { requestIdSchema } from '../../../domain/identity/ids.ts';

export const params = z.object({ requestId: requestIdSchema });
/**
 * `rows`: every worker with outcome and reasons; `removed`: rows that the second check took out, with reasons and amounts.
 * For officers only, because they hold whole NIKs: `bad-rows`, the rows to correct, in the file's own columns; `rejected`,
 * the rows of those whom BPJS TK rejected and whom nobody has proposed again, in the template's columns with the reason.
 */
export const query = z.object({ kind: z.enum(['rows', 'bad-rows', 'removed', 'rejected']).default('rows') });
export const body = z.object({});
export const output = z.object({ url: z.string(), expiresAt: z.string() });
export type ReportKind = z.infer<typeof query>['kind'];
