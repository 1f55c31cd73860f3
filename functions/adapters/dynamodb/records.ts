import * as z from 'zod';
import { lineStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdSchema, personIdSchema, requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { periodSchema } from '../../../domain/period/period.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';
import { revisionStatusSchema } from '../../../domain/request/lifecycle.ts';

/** Shapes of the items in the table, parsed on every read. Times are ISO 8601 in UTC, amounts whole rupiah. */

/** An object in S3 with the SHA-256 (lower-case hex) every reader checks. */
export const storedObjectSchema = z.object({ key: z.string(), sha256: z.string().length(64), bytes: z.number().int() });
export type StoredObject = z.infer<typeof storedObjectSchema>;

export const amountByAllocationSchema = z.record(z.string(), rupiahSchema);

/** What the officer asks for; unchanged after submit. */
export const requestHeaderSchema = z.object({
  title: z.string().min(3).max(200),
  wadahId: z.string().max(40),
  sourceId: z.string().max(40),
  programmes: z.array(programmeSchema).min(1),
  period: periodSchema,
  skNumber: z.string().min(1).max(100),
  pksNumber: z.string().min(1).max(100),
});
export type RequestHeader = z.infer<typeof requestHeaderSchema>;

export const revisionSummarySchema = z.object({
  rows: z.number().int(),
  badRows: z.number().int(),
  eligible: z.number().int(),
  warned: z.number().int(),
  refused: z.number().int(),
  /** Refused workers and bad rows by reason: rule id or row-problem code → count. */
  reasons: z.record(z.string(), z.number().int()),
  byKecamatan: z.record(z.string(), z.number().int()),
  /** Revisions summarised before villages were counted have none. */
  byVillage: z.record(z.string(), z.number().int()).optional(),
  byOccupation: z.record(z.string(), z.number().int()),
  bySex: z.record(z.string(), z.number().int()),
  /** By band of whole years on the first day of cover, `20-29`; revisions summarised before ages were counted have none. */
  byAge: z.record(z.string(), z.number().int()).optional(),
  byProgramme: z.record(z.string(), rupiahSchema),
  total: rupiahSchema,
  chunks: z.number().int(),
});
export type RevisionSummary = z.infer<typeof revisionSummarySchema>;

export const revisionHeadSchema = z.object({
  revisionId: revisionIdSchema,
  requestId: requestIdSchema,
  number: z.number().int().min(1),
  /** The dead revision that this one follows. */
  previous: revisionIdSchema.optional(),
  /** The committed revision whose workers are paid for again with this one. */
  renews: revisionIdSchema.optional(),
  status: revisionStatusSchema,
  version: z.number().int(),
  attempt: z.number().int(),
  officeId: z.string(),
  officerId: personIdSchema,
  header: requestHeaderSchema,
  papers: z.object({ sk: storedObjectSchema.optional(), pks: storedObjectSchema.optional() }),
  roster: storedObjectSchema.extend({ format: z.enum(['csv', 'xlsx']), fileName: z.string() }),
  submittedAt: z.string(),
  changedAt: z.string(),
  /** Versions of the configuration documents in force when it was sent. */
  configuration: z.object({ policy: z.number().int(), tariffs: z.number().int(), programmes: z.number().int() }),
  /** What the parser made of the roster; `manifest` lists the chunks, every reader checks each chunk's SHA-256 by it. */
  parsed: z
    .object({
      manifest: storedObjectSchema,
      badRows: storedObjectSchema.optional(),
      /** The bad rows' part of the report, without its heading. */
      badReport: storedObjectSchema.optional(),
      chunks: z.number().int(),
      rows: z.number().int(),
      bad: z.number().int(),
      /** Bad rows by their first problem's code. */
      reasons: z.record(z.string(), z.number().int()),
    })
    .optional(),
  summary: revisionSummarySchema.optional(),
  /** List of the eligibility objects that were summarised (work bucket), each with its SHA-256. */
  eligibility: storedObjectSchema.optional(),
  /** Result of every row, for the officer (work bucket, CSV). */
  report: storedObjectSchema.optional(),
  contentHash: z.string().optional(),
  /** Why a dead revision died, or why its execution stopped, in both languages. */
  outcome: z.object({ code: z.string(), id: z.string(), en: z.string(), by: z.string().optional() }).optional(),
  /** Rupiah held per allocation id while the revision lives and is not committed. */
  reservation: amountByAllocationSchema.optional(),
  currentLevel: z.number().int().optional(),
  removal: z.object({ object: storedObjectSchema, workers: z.number().int(), amount: rupiahSchema }).optional(),
  /** The removed ones for the officer (work bucket, CSV); there is none when nobody was removed. */
  removedReport: storedObjectSchema.optional(),
  committed: amountByAllocationSchema.optional(),
  batchId: batchIdSchema.optional(),
  needsAdministrator: z.boolean().optional(),
  duePk: z.string().optional(),
  dueBy: z.string().optional(),
  listPk: z.string().optional(),
  listSk: z.string().optional(),
});
export type RevisionHead = z.infer<typeof revisionHeadSchema>;

export const requestItemSchema = z.object({
  requestId: requestIdSchema,
  officeId: z.string(),
  officerId: personIdSchema,
  latestRevisionId: revisionIdSchema,
  latestNumber: z.number().int(),
  version: z.number().int(),
});
export type RequestItem = z.infer<typeof requestItemSchema>;

/** The amounts of one or more workers with the same price: rupiah per programme for each month of the period. */
export const priceProfileSchema = z.partialRecord(programmeSchema, z.array(rupiahSchema));

/** One worker of one revision for its period. `row` is the row in the officer's file. */
export const lineSchema = z.object({
  row: z.number().int(),
  nikHash: z.string(),
  profile: z.number().int(),
  status: lineStatusSchema,
  /** BPJS TK's participant number and start of cover, of an accepted line. */
  participant: z.string().optional(),
  coverFrom: z.string().optional(),
  /** BPJS TK's words for a rejected line. */
  reason: z.string().optional(),
});
export type Line = z.infer<typeof lineSchema>;

export const chunkItemSchema = z.object({
  revisionId: revisionIdSchema,
  chunk: z.number().int(),
  /** Of carried lines: the follow-up batch that holds them now. */
  batchId: batchIdSchema.optional(),
  version: z.number().int(),
  profiles: z.array(priceProfileSchema),
  lines: z.array(lineSchema),
});
export type ChunkItem = z.infer<typeof chunkItemSchema>;

/** The live task token of a waiting state; only a later one (by entered time, then retry) replaces it. */
export const tokenSchema = z.object({
  token: z.string(),
  enteredTime: z.string(),
  retryCount: z.number().int(),
  /** Set while a stored decision or fact still has to be told to the machine. */
  duePk: z.string().optional(),
  dueBy: z.string().optional(),
});

export const linkSchema = z.object({
  revisionId: revisionIdSchema,
  level: z.number().int(),
  seatId: z.string(),
  personId: personIdSchema,
  createdAt: z.string(),
});
export type Link = z.infer<typeof linkSchema>;

export const personSchema = z.object({
  personId: personIdSchema,
  name: z.string(),
  email: z.string(),
  officeId: z.string().optional(),
  roles: z.array(z.enum(['officer', 'approver', 'finance', 'administrator', 'auditor'])),
  account: z.string().optional(),
  language: z.enum(['id', 'en']).default('id'),
  /** First day out of office: no role, office or account is left, and the address is free for whoever comes after. */
  leftOn: z.string().optional(),
  version: z.number().int(),
});
export type Person = z.infer<typeof personSchema>;

export const mailSchema = z.object({
  mailId: z.string(),
  /** Recipient; the sender reads the address from the person at sending time. */
  personId: personIdSchema,
  template: z.string(),
  data: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  sentAt: z.string().optional(),
  tries: z.number().int(),
  duePk: z.string().optional(),
  dueBy: z.string().optional(),
});
export type Mail = z.infer<typeof mailSchema>;

/** What a worker's chunk came to in a check or recheck: the work object with its SHA-256 and counts. */
export const checkedChunkSchema = z.object({
  chunk: z.number().int(),
  object: storedObjectSchema,
  eligible: z.number().int(),
  warned: z.number().int(),
  refused: z.number().int(),
});
export type CheckedChunk = z.infer<typeof checkedChunkSchema>;

export const recheckedChunkSchema = z.object({
  chunk: z.number().int(),
  object: storedObjectSchema,
  removed: z.number().int(),
});
export type RecheckedChunk = z.infer<typeof recheckedChunkSchema>;
