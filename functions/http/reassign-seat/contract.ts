import * as z from 'zod';
import { personIdSchema, requestIdSchema } from '../../../domain/identity/ids.ts';
import { freeText } from '../free-text.ts';

export const params = z.object({ requestId: requestIdSchema });
export const query = z.object({});
export const body = z.object({
  fromPersonId: personIdSchema,
  toPersonId: personIdSchema,
  reason: freeText({ min: 3, max: 500 }),
});
export type ReassignSeatBody = z.infer<typeof body>;

export const output = z.object({
  requestId: requestIdSchema,
  level: z.number().int(),
  from: personIdSchema,
  to: personIdSchema,
});
export type ReassignSeatOutput = z.infer<typeof output>;
