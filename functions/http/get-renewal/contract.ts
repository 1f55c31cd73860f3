import * as z from 'zod';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { renewalSchema } from '../../adapters/dynamodb/renewal-records.ts';

export const params = z.object({ revisionId: revisionIdSchema });
export const query = z.object({});
export const body = z.object({});

/** `header` is what a new request's form is filled with. */
export const output = renewalSchema;
