import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ApiError, uploadFile, waitUntil } from './api.ts';
import type { Api } from './api.ts';

const receiptSchema = z.object({
  requestId: z.string(),
  revisionId: z.string(),
  number: z.number(),
  status: z.string(),
});

const requestViewSchema = z.object({
  requestId: z.string(),
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
  levels: z.array(z.object({ level: z.number(), status: z.string() })),
});
export type RequestView = z.infer<typeof requestViewSchema>;

export interface Submission {
  readonly rosterPath: string;
  readonly fileName: string;
  readonly firstMonth: string;
  readonly months: number;
}

/** Uploads the roster, submits it and submits it again under the same key, as an impatient finger does. */
export async function submit(
  api: Api,
  submission: Submission,
): Promise<{ requestId: string; sameAgain: boolean; otherRefused: boolean }> {
  const uploadKey = await uploadFile(api, {
    path: submission.rosterPath,
    fileName: submission.fileName,
    kind: 'roster',
  });
  const body = {
    title: 'Iuran pekerja rentan',
    wadahId: 'SG',
    sourceId: 'APBD',
    programmes: ['JKK', 'JKM'],
    period: { firstMonth: submission.firstMonth, months: submission.months },
    skNumber: 'SK/500.15/2026/001',
    pksNumber: 'PKS/2026/001',
    roster: { uploadKey, fileName: submission.fileName },
  };
  const headers = { 'idempotency-key': randomUUID() };
  const first = await api.post('/api/requests', { body, headers }, receiptSchema);
  const again = await api.post('/api/requests', { body, headers }, receiptSchema);
  const otherRefused = await isRefused(() =>
    api.post('/api/requests', { body: { ...body, title: 'Lain' }, headers }, receiptSchema),
  );
  return { requestId: first.requestId, sameAgain: again.requestId === first.requestId, otherRefused };
}

async function isRefused(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return false;
  } catch (error) {
    if (error instanceof ApiError) return error.status === 409;
    throw error;
  }
}

export function readRequest(api: Api, requestId: string): Promise<RequestView> {
  return api.get(`/api/requests/${requestId}`, requestViewSchema);
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
