import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { isRefused, uploadFile, waitUntil } from './api.ts';
import type { Api } from './api.ts';

const receiptSchema = z.object({
  requestId: z.string(),
  revisionId: z.string(),
  number: z.number(),
  status: z.string(),
});

const requestViewSchema = z.object({
  requestId: z.string(),
  number: z.number(),
  status: z.string(),
  workers: z.number().optional(),
  total: z.number().optional(),
  batchId: z.string().optional(),
  needsAdministrator: z.boolean(),
  contentHash: z.string().optional(),
  outcome: z.object({ code: z.string(), en: z.string() }).optional(),
  summary: z
    .object({
      rows: z.number(),
      badRows: z.number(),
      eligible: z.number(),
      refused: z.number(),
      reasons: z.record(z.string(), z.number()),
      byProgramme: z.record(z.string(), z.number()),
      total: z.number(),
    })
    .optional(),
  removedWorkers: z.number().optional(),
  levels: z.array(
    z.object({
      level: z.number(),
      status: z.string(),
      votes: z.array(z.object({ personId: z.string(), word: z.string() })),
    }),
  ),
  timeline: z.array(z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })),
});
export type RequestView = z.infer<typeof requestViewSchema>;

export interface Submission {
  readonly title: string;
  readonly firstMonth: string;
  readonly months: number;
  /** A file, or rows as typed into the form. */
  readonly roster: { readonly path: string; readonly fileName: string } | { readonly rows: readonly TypedRow[] };
  /** The request whose dead revision this one follows. */
  readonly revises?: string;
}

/** One row's cells by column name. */
export type TypedRow = Readonly<Record<string, string>>;

export interface Submitted {
  readonly requestId: string;
  readonly sameAgain: boolean;
  readonly otherRefused: boolean;
}

/** Uploads the roster, submits it and submits it again under the same key, as an impatient finger does. */
export async function submit(api: Api, submission: Submission): Promise<Submitted> {
  const { title, firstMonth, months, revises } = submission;
  const body = {
    title,
    wadahId: 'SG',
    sourceId: 'APBD',
    programmes: ['JKK', 'JKM'],
    period: { firstMonth, months },
    skNumber: 'SK/500.15/2026/001',
    pksNumber: 'PKS/2026/001',
    roster: await sendRoster(api, submission.roster),
    ...(revises !== undefined && { revises }),
  };
  const headers = { 'idempotency-key': randomUUID() };
  const first = await api.post('/api/requests', { body, headers }, receiptSchema);
  const again = await api.post('/api/requests', { body, headers }, receiptSchema);
  const other = { body: { ...body, title: 'Lain' }, headers };
  const otherRefused = await isRefused(() => api.post('/api/requests', other, receiptSchema), 409);
  return { requestId: first.requestId, sameAgain: again.requestId === first.requestId, otherRefused };
}

async function sendRoster(api: Api, roster: Submission['roster']): Promise<unknown> {
  if ('rows' in roster) return roster;
  return { uploadKey: await uploadFile(api, { ...roster, kind: 'roster' }), fileName: roster.fileName };
}

export function readRequest(api: Api, requestId: string): Promise<RequestView> {
  return api.get(`/api/requests/${requestId}`, requestViewSchema);
}

const reportSchema = z.array(z.object({ baris: z.coerce.number(), aturan: z.string(), iuran: z.coerce.number() }));
export type RemovedRow = z.infer<typeof reportSchema>[number];

/** The report of those whom the second check removed: row of the roster file, rule, rupiah. */
export async function readRemovedRows(api: Api, requestId: string): Promise<RemovedRow[]> {
  const { url } = await api.get(`/api/requests/${requestId}/report?kind=removed`, z.object({ url: z.string() }));
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the report of removed workers answered ${answer.status}`);
  return reportSchema.parse(parse(await answer.text(), { columns: true, bom: true }));
}

const DEAD = ['refused', 'rejected', 'returned', 'withdrawn', 'expired', 'failed'];

/** Waits for one of the statuses. @throws Error when the request dies on the way or is stuck */
export function waitForRequest(api: Api, requestId: string, statuses: readonly string[]): Promise<RequestView> {
  return waitUntil(`request ${requestId} becoming ${statuses.join(' or ')}`, () => readRequest(api, requestId), {
    done: (request) => {
      if (statuses.includes(request.status)) return true;
      if (DEAD.includes(request.status) || request.needsAdministrator) {
        throw new Error(`request ${requestId} is ${request.status}: ${JSON.stringify(request.outcome)}`);
      }
      return false;
    },
  });
}
