import { basename } from 'node:path';
import * as z from 'zod';
import { isRefused, uploadFile, waitUntil } from './api.ts';
import type { Api } from './api.ts';

const sumSchema = z.object({ lines: z.number(), total: z.number() });

const batchViewSchema = z.object({
  batchId: z.string(),
  status: z.string(),
  lines: z.number().optional(),
  total: z.number().optional(),
  pendingLines: z.number().optional(),
  accepted: sumSchema.optional(),
  rejected: sumSchema.optional(),
  /** Rejected after the payment. */
  reversed: sumSchema.optional(),
  carriedIn: sumSchema.optional(),
  carriedOut: sumSchema.optional(),
  followUp: z.string().optional(),
  credits: z.object({ total: z.number(), moved: z.boolean() }).optional(),
  facts: z
    .object({
      billed: z.object({ amount: z.number() }).optional(),
      payments: z.array(z.object({ amount: z.number() })).optional(),
    })
    .optional(),
  answers: z.array(
    z.object({ sha256: z.string(), status: z.string(), counts: z.record(z.string(), z.number()).optional() }),
  ),
  problem: z.object({ code: z.string(), en: z.string() }).optional(),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), url: z.string() })),
});
export type BatchView = z.infer<typeof batchViewSchema>;

const openedSchema = z.object({ batchId: z.string(), number: z.number() });

export interface Slot {
  readonly firstMonth: string;
  readonly months: number;
}

export function openBatch(api: Api, slot: Slot): Promise<{ batchId: string; number: number }> {
  return api.post('/api/batches', { body: { wadahId: 'SG', sourceId: 'APBD', ...slot } }, openedSchema);
}

export function readBatch(api: Api, batchId: string): Promise<BatchView> {
  return api.get(`/api/batches/${batchId}`, batchViewSchema);
}

export function waitForBatch(api: Api, batchId: string, status: string): Promise<BatchView> {
  return waitUntil(`batch ${batchId} becoming ${status}`, () => readBatch(api, batchId), {
    done: (batch) => {
      if (batch.problem !== undefined) throw new Error(`batch ${batchId}: ${batch.problem.en}`);
      return batch.status === status;
    },
  });
}

/** BPJS TK's row answers, uploaded as finance would; waits until every row is applied. */
export async function answer(api: Api, batchId: string, path: string): Promise<BatchView> {
  const fileName = basename(path);
  const uploadKey = await uploadFile(api, { path, fileName, kind: 'answers' });
  const body = { uploadKey, fileName };
  const { sha256 } = await api.post(`/api/batches/${batchId}/answers`, { body }, z.object({ sha256: z.string() }));
  const statusIn = (batch: BatchView) => batch.answers.find((file) => file.sha256 === sha256)?.status;
  const batch = await waitUntil(`answers of ${batchId} being applied`, () => readBatch(api, batchId), {
    done: (view) => statusIn(view) !== 'stored',
  });
  if (statusIn(batch) !== 'applied') throw new Error(`the answers of ${batchId} were refused`);
  return batch;
}

/** Lines that BPJS TK left open go on to the follow-up batch; waits until they have. */
export async function carryOpenLines(api: Api, batchId: string): Promise<BatchView> {
  const body = { reason: 'Belum dijawab BPJS TK; dibawa ke batch lanjutan.' };
  await api.post(`/api/batches/${batchId}/carry`, { body }, z.object({}));
  return waitForBatch(api, batchId, 'answered');
}

type Fact = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Gives the status that the batch has with it. */
export async function enterFact(api: Api, batchId: string, fact: Fact): Promise<string> {
  const path = `/api/batches/${batchId}/facts`;
  return (await api.post(path, { body: fact }, z.object({ status: z.string() }))).status;
}

export interface Bill {
  readonly amount: number;
  /** Local day of the SP2D. */
  readonly date: string;
}

/** What BPJS TK bills under. */
export const KODE_IURAN = '27010000001';

/** Kode iuran and bill, then the SP2D of the same amount. A bill of another amount is tried first. */
export async function enterBill(api: Api, batchId: string, { amount, date }: Bill): Promise<{ otherRefused: boolean }> {
  const bill = { kind: 'billed', kodeIuran: KODE_IURAN, amount };
  const otherRefused = await isRefused(() => enterFact(api, batchId, { ...bill, amount: amount + 1 }), 409);
  await enterFact(api, batchId, bill);
  await enterFact(api, batchId, { kind: 'sp2d', number: '00123/SP2D/LS/2027', date, amount });
  return { otherRefused };
}

export interface Payment extends Bill {
  readonly bankReference: string;
  /** Last local day on which the paid batch waits for what BPJS TK still has to say. */
  readonly holdUntil?: string;
}

export function enterPayment(api: Api, batchId: string, payment: Payment): Promise<string> {
  return enterFact(api, batchId, { kind: 'paid', ...payment });
}

const allocationsSchema = z.object({
  allocations: z.array(
    z.object({
      allocationId: z.string(),
      sourceId: z.string(),
      programme: z.string(),
      allocated: z.number(),
      available: z.number(),
      reserved: z.number(),
      committed: z.number(),
      disbursed: z.number(),
      overpaid: z.number(),
    }),
  ),
});
export type AllocationView = z.infer<typeof allocationsSchema>['allocations'][number];

export async function readAllocations(api: Api, fiscalYear: number): Promise<AllocationView[]> {
  return (await api.get(`/api/allocations?fiscalYear=${fiscalYear}`, allocationsSchema)).allocations;
}
