import * as z from 'zod';

/** The largest file of each kind, in bytes. A roster of 200,000 rows is about 35 MB as CSV. */
export const MAX_BYTES = {
  roster: 48_000_000,
  sk: 20_000_000,
  pks: 20_000_000,
  answers: 48_000_000,
  paper: 20_000_000,
  members: 48_000_000,
};

export const params = z.object({});
export const query = z.object({});
export const body = z.object({
  fileName: z.string().min(1).max(200),
  kind: z.enum(['roster', 'sk', 'pks', 'answers', 'paper', 'members']),
  bytes: z.number().int().min(1),
  /** Lower-case hex; the store refuses another content. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the file in lower-case hex'),
});

/** Where to PUT the file, with exactly these headers, until `expiresAt` (ISO, UTC). */
export const output = z.object({
  uploadKey: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.string(),
});
export type RequestUploadBody = z.infer<typeof body>;
export type RequestUploadOutput = z.infer<typeof output>;
