import * as z from 'zod';
import { requestIdSchema } from '../../../domain/identity/ids.ts';
import { textSchema } from '../../../domain/text-schema.ts';
import { mailTroubleSchema } from '../../adapters/dynamodb/person-records.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import { requestListEntrySchema } from '../list-requests/contract.ts';
import { requestPaymentSchema } from './payment-view.ts';

export const params = z.object({ requestId: requestIdSchema });
export const query = z.object({});
export const body = z.object({});

const turnSchema = z.object({
  at: z.string(),
  type: z.string(),
  by: z.string(),
  data: z.record(z.string(), z.unknown()),
});

const levelViewSchema = z.object({
  level: z.number().int(),
  title: textSchema,
  status: z.string(),
  expireAt: z.string(),
  votes: z.array(z.object({ personId: z.string(), word: z.string(), at: z.string(), reason: z.string().optional() })),
  waitingFor: z.array(z.string()),
});

const paperSchema = z.object({ sha256: z.string(), bytes: z.number().int() });

export const output = requestListEntrySchema.extend({
  skNumber: z.string(),
  pksNumber: z.string(),
  programmes: z.array(z.string()),
  contentHash: z.string().optional(),
  outcome: revisionHeadSchema.shape.outcome,
  summary: revisionHeadSchema.shape.summary,
  removedWorkers: z.number().int().optional(),
  needsAdministrator: z.boolean(),
  levels: z.array(levelViewSchema),
  /** Of those whose decision is awaited: whose address does not take mails. */
  unreachable: z.array(mailTroubleSchema.extend({ personId: z.string() })),
  timeline: z.array(turnSchema),
  /** There once the premiums are recorded. */
  payment: requestPaymentSchema.optional(),
  /** Whose turn it is, and what to do. */
  next: z.object({
    turn: z.enum(['officer', 'approvers', 'finance', 'administrator', 'system', 'nobody']),
    text: textSchema,
  }),
  officerId: z.string(),
  roster: revisionHeadSchema.shape.roster.pick({ fileName: true, format: true, bytes: true, sha256: true }),
  /** Which papers came with it; `GET …/files/{name}` gives them. */
  papers: z.object({ sk: paperSchema.optional(), pks: paperSchema.optional() }),
  /** The tries before this one, the last first. */
  earlier: z.array(
    requestListEntrySchema
      .pick({ revisionId: true, number: true, status: true, submittedAt: true })
      .extend({ outcome: revisionHeadSchema.shape.outcome }),
  ),
  /** Names of everybody whose id stands above. */
  people: z.record(z.string(), z.string()),
});
export type GetRequestOutput = z.infer<typeof output>;
