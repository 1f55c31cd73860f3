import * as z from 'zod';
import { requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import { revisionStatusSchema } from '../../../domain/request/lifecycle.ts';
import { requestHeaderSchema } from '../../adapters/dynamodb/records.ts';
import { freeText } from '../free-text.ts';

/** Rows typed or pasted into the form; more come as a file. */
export const MAX_INLINE_ROWS = 500;

export const params = z.object({});
export const query = z.object({});

/** A row as typed: the roster template's columns, every cell text. The parser judges it like a file's row. */
const inlineRowSchema = z
  .record(z.string().min(1).max(60), z.string().max(500))
  .refine((row) => Object.keys(row).length > 0, 'must have at least one column');
const uploadSchema = z.object({ uploadKey: z.string().max(300) });

export const body = requestHeaderSchema.extend({
  title: freeText({ min: 3, max: 200 }),
  skNumber: freeText({ min: 1, max: 100 }),
  pksNumber: freeText({ min: 1, max: 100 }),
  roster: z.union([
    z.object({ rows: z.array(inlineRowSchema).min(1).max(MAX_INLINE_ROWS) }).strict(),
    uploadSchema.extend({ fileName: z.string().min(1).max(200) }).strict(),
  ]),
  papers: z.object({ sk: uploadSchema.optional(), pks: uploadSchema.optional() }).default({}),
  /** The request whose last, dead revision this one follows. */
  revises: requestIdSchema.optional(),
  /** The renewal that this request answers, named by the revision that ends. */
  renews: revisionIdSchema.optional(),
});
export type SubmitBody = z.infer<typeof body>;

export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{8,100}$/, 'must be 8 to 100 printable characters');

export const status = 202;
export const output = z.object({
  requestId: requestIdSchema,
  revisionId: revisionIdSchema,
  number: z.number().int(),
  status: revisionStatusSchema,
});
export type SubmitOutput = z.infer<typeof output>;
