import * as z from 'zod';
import { memberListHeadSchema } from '../../adapters/dynamodb/member-list-records.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

/** The list in force, never its workers; null before the first one. */
export const output = z.object({ list: memberListHeadSchema.omit({ object: true }).nullable() });
