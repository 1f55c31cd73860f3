import * as z from 'zod';
import { changeSchema, changeViewSchema } from '../../administration/change-records.ts';
import { freeText } from '../free-text.ts';

export const params = changeSchema.pick({ changeId: true });
export const query = z.object({});
export const body = z.object({ reason: freeText({ min: 3, max: 500 }) });
export const output = changeViewSchema;
