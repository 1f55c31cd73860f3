import * as z from 'zod';
import { requestIdSchema } from '../../../domain/identity/ids.ts';
import { revisionStatusSchema } from '../../../domain/request/lifecycle.ts';
import { freeText } from '../free-text.ts';

export const params = z.object({ requestId: requestIdSchema });
export const query = z.object({});
export const body = z.object({ reason: freeText({ min: 3, max: 500 }) });
export const output = z.object({ requestId: requestIdSchema, status: revisionStatusSchema });
