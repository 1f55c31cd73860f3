import * as z from 'zod';
import { rupiahSchema } from '../money/money.ts';
import { priceProfileSchema } from '../tariff/profile.ts';
import { textSchema } from '../text-schema.ts';

/**
 * The work objects of a request: what its steps hand to each other through storage, chunk by chunk. All are written the
 * same way by every try of a step. Hashes are SHA-256 in lower-case hex, amounts whole rupiah.
 */
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const chunkNumberSchema = z.number().int().min(1);
const objectSchema = z.object({ key: z.string(), sha256: sha256Schema });

/** An entry of the manifest: `key` holds an array of RosterRow, `remarks` what was noticed about some of them. */
export const rosterChunkSchema = z.object({
  chunk: chunkNumberSchema,
  key: z.string(),
  sha256: sha256Schema,
  rows: z.number().int().min(1),
  remarks: objectSchema.optional(),
});
export type RosterChunk = z.infer<typeof rosterChunkSchema>;
export const rosterManifestSchema = z.array(rosterChunkSchema);

export const chunkRemarksSchema = z.object({
  warnings: z.array(z.object({ row: z.number().int(), code: z.string(), text: textSchema })),
  /** `firstRow` has the same name and birth date under another NIK. */
  nearDuplicates: z.array(z.object({ row: z.number().int(), firstRow: z.number().int() })),
});
export type ChunkRemarks = z.infer<typeof chunkRemarksSchema>;

const findingSchema = z.object({ ruleId: z.string(), outcome: z.enum(['warn', 'refuse']), reason: textSchema });

export const checkedWorkerSchema = z.object({
  row: z.number().int(),
  nikHash: z.string(),
  outcome: z.enum(['pass', 'warn', 'refuse']),
  findings: z.array(findingSchema),
  /** Index into `profiles`; present, with the line's hash, for everyone who is not refused. */
  profile: z.number().int().optional(),
  lineHash: sha256Schema.optional(),
});
export type CheckedWorker = z.infer<typeof checkedWorkerSchema>;

export const eligibilityObjectSchema = z.object({
  chunk: chunkNumberSchema,
  rulesVersion: z.string(),
  /** Why no worker of this chunk can be priced at all: the request is refused for it. */
  stopped: z.object({ code: z.string(), id: z.string(), en: z.string() }).optional(),
  profiles: z.array(priceProfileSchema),
  workers: z.array(checkedWorkerSchema),
});
export type EligibilityObject = z.infer<typeof eligibilityObjectSchema>;

/** The eligibility objects that were summarised, in order of chunks. */
export const eligibilityListSchema = z.array(objectSchema.extend({ chunk: chunkNumberSchema }));

/** A line that the second check takes out, with the premium that is no longer paid. */
export const removedLineSchema = z.object({
  chunk: chunkNumberSchema,
  row: z.number().int(),
  nikHash: z.string(),
  lineHash: sha256Schema,
  ruleId: z.string(),
  reason: textSchema,
  amount: rupiahSchema,
});
export type RemovedLine = z.infer<typeof removedLineSchema>;
export const removedListSchema = z.array(removedLineSchema);

/** What the second check found: every line's hash made anew, the lines to remove, how many now cost something else. */
export const recheckObjectSchema = z.object({
  chunk: chunkNumberSchema,
  rulesVersion: z.string(),
  tariffRows: z.array(z.string()),
  lineHashes: z.array(sha256Schema),
  removed: z.array(removedLineSchema),
  /** Lines that stay but whose premium differs from the approved one. */
  priceChanged: z.number().int(),
});
export type RecheckObject = z.infer<typeof recheckObjectSchema>;
