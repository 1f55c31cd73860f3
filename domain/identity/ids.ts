import * as z from 'zod';

/** Crockford base 32: no I, L, O, U, so that a person can read an id over the telephone. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A revision's number of eight characters; it is also what a worker's slot holds as its owner. */
export const revisionIdSchema = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{8}$/)
  .brand<'RevisionId'>();
export type RevisionId = z.infer<typeof revisionIdSchema>;

export const requestIdSchema = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  .brand<'RequestId'>();
export type RequestId = z.infer<typeof requestIdSchema>;

export const personIdSchema = z
  .string()
  .regex(/^[a-z0-9-]{2,40}$/)
  .brand<'PersonId'>();
export type PersonId = z.infer<typeof personIdSchema>;

/** `SG-202701-1-APBD-1`: wadah, period, funding source, sequence. */
export const batchIdSchema = z
  .string()
  .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*-\d{6}-\d{1,2}-[A-Z0-9]+(-[A-Z0-9]+)*-\d+$/)
  .brand<'BatchId'>();
export type BatchId = z.infer<typeof batchIdSchema>;

/** Sixteen raw bytes or more in, `length` Crockford characters out. */
export function crockford(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += CROCKFORD.charAt((bytes[index] ?? 0) & 31);
  return text;
}
