import * as z from 'zod';
import { changeSchema, changeViewSchema } from '../../administration/change-records.ts';

export const params = changeSchema.pick({ changeId: true });
export const query = z.object({});
export const body = z.object({});
/** `moved`: how many turns of open levels followed at once from a delegation or a freeze. */
export const output = changeViewSchema.extend({ moved: z.number().int() });
export type ConfirmChangeOutput = z.infer<typeof output>;
